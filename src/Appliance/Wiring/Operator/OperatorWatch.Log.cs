namespace Hotaru.Appliance.Wiring.Operator;

internal sealed partial class OperatorWatch
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "resources of the cluster: {Count} looked at, {Skipped} problems")]
    private static partial void LogTaken(ILogger log, int count, int skipped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "left out: {Problem}")]
    private static partial void LogSkipped(ILogger log, string problem);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "resources of the cluster could not be put in force, the last ones stay: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
