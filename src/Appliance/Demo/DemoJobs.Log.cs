namespace Hotaru.Appliance.Demo;

internal sealed partial class DemoJobs
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the push of {Job} was refused with {Status}")]
    private static partial void LogRefused(ILogger log, string job, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the push of {Job} did not arrive: {Reason}")]
    private static partial void LogUnreachable(ILogger log, string job, string reason);
}
