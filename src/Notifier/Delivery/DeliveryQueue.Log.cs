using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

internal sealed partial class DeliveryQueue
{
    [LoggerMessage(1, LogLevel.Warning, "{Integration} cannot be told now and is tried again: {Reason}")]
    private static partial void LogRetrying(ILogger logger, string integration, string reason);

    [LoggerMessage(3, LogLevel.Error, "BUG: the queue to {Integration} broke and goes on in a minute.")]
    private static partial void LogBroken(ILogger logger, string integration, Exception exception);

    [LoggerMessage(2, LogLevel.Error,
        "{Integration} was not told about {Group} after {Attempts} attempts: {Reason}")]
    private static partial void LogFailed(
        ILogger logger, string integration, string group, int attempts, string reason);
}
