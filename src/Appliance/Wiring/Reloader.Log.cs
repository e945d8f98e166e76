namespace Hotaru.Appliance.Wiring;

internal sealed partial class Reloader
{
    [LoggerMessage(Level = LogLevel.Error, Message = "the configuration was not reloaded:\n{Problems}")]
    private static partial void LogRefused(ILogger log, string problems);

    [LoggerMessage(Level = LogLevel.Information, Message = "the configuration was reloaded")]
    private static partial void LogDone(ILogger log);
}
