using Microsoft.Extensions.Logging;

namespace Hotaru.Storage;

internal sealed partial class Maintenance
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(Level = LogLevel.Information,
        Message = "sealed {Samples} samples; {Blocks} blocks, {Series} series")]
    private partial void LogSealed(long samples, int blocks, int series);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "retention dropped {Blocks} blocks and {Series} series")]
    private partial void LogDropped(int blocks, int series);

    [LoggerMessage(Level = LogLevel.Warning, Message = "storage could not {What}: {Reason}")]
    private partial void LogFailed(string what, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "storage could not {What}")]
    private partial void LogBroken(string what, Exception error);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "a damaged blob was set aside: {Blob}; look at the card, or restore a backup")]
    private partial void LogDamaged(string blob);
}
