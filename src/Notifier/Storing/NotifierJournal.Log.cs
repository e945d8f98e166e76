using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

internal sealed partial class NotifierJournal
{
    [LoggerMessage(1, LogLevel.Error, "Table {Table}: the entry {Key} cannot be read and is left alone.")]
    private static partial void LogUnreadable(ILogger logger, string table, string key, Exception exception);

    [LoggerMessage(2, LogLevel.Warning,
        "The disk refused {Count} changes of the notifier; they are tried again.")]
    private static partial void LogRefused(ILogger logger, int count, Exception exception);
}
