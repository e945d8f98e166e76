using Microsoft.Extensions.Logging;

namespace Hotaru.Remote;

internal static partial class RemoteWriteLog
{
    [LoggerMessage(Level = LogLevel.Warning,
        Message = "remote_write {Name} cannot be reached, samples wait on disk: {Reason}")]
    public static partial void CannotDeliver(this ILogger log, string name, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "remote_write {Name} takes samples again")]
    public static partial void DeliversAgain(this ILogger log, string name);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "remote_write {Name} refused {Samples} samples for good: {Reason}")]
    public static partial void SamplesRefused(this ILogger log, string name, int samples, string reason);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "remote_write {Name} does not take metadata, which is sent again later: {Reason}")]
    public static partial void CannotDescribe(this ILogger log, string name, string reason);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "the queue of remote_write {Name} cannot be used: {Reason}")]
    public static partial void QueueUnreadable(this ILogger log, string name, string reason);
}
