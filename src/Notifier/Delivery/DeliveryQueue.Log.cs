using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

internal sealed partial class DeliveryQueue
{
    [LoggerMessage(1, LogLevel.Warning, "{Integration} cannot be told now and is tried again: {Reason}")]
    private static partial void LogRetrying(ILogger logger, string integration, string reason);

    [LoggerMessage(2, LogLevel.Error,
        "{Integration} was not told about {Group} after {Attempts} attempts: {Reason}")]
    private static partial void LogFailed(
        ILogger logger, string integration, string group, int attempts, string reason);
}
