using Microsoft.Extensions.Logging;

namespace Hotaru.Kubernetes;

public sealed partial class Reflector
{
    [LoggerMessage(
        Level = LogLevel.Warning, Message = "kubernetes {Plural}: {Reason}; trying again in {Seconds:0.0} s")]
    private static partial void LogFailed(ILogger log, string plural, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "kubernetes {Plural}: {Server} answers again")]
    private static partial void LogBack(ILogger log, string plural, string server);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "kubernetes {Plural}: {Server} does not have this kind; looking for it every half minute")]
    private static partial void LogMissing(ILogger log, string plural, string server);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "kubernetes {Plural}: the version watched from is gone, listing again")]
    private static partial void LogExpired(ILogger log, string plural);
}
