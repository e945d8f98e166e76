using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

internal sealed partial class RowScan
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "a row of {Table} is damaged and passed over (key {Key}): {Reason}; check the card")]
    private static partial void LogBad(ILogger log, string table, string key, string reason);
}
