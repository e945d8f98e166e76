namespace Hotaru.Appliance.Wiring;

internal sealed partial class IndicatorService
{
    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The button was held at the start: for {Minutes} minutes /claim takes a new password")]
    private static partial void LogOpen(ILogger log, int minutes);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The button was held at the start; only the image has a password that can be claimed")]
    private static partial void LogNobody(ILogger log);
}
