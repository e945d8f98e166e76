using Microsoft.Extensions.Logging;

namespace Hotaru.Gateway;

public sealed partial class PushGateway
{
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The pushed group in row {Key} cannot be read: {Why}. It is left out; its next push brings it back.")]
    private partial void LogBadRow(string key, string why);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The group {Key} was not pushed for {TimeToLive} and is gone.")]
    private partial void LogExpired(string key, TimeSpan timeToLive);
}
