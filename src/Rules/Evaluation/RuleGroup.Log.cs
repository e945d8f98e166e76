using Microsoft.Extensions.Logging;

namespace Hotaru.Rules;

internal sealed partial class RuleGroup
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "rule {Rule} of {Group} failed: {Reason}")]
    private static partial void LogFailed(ILogger log, string rule, string group, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "samples of rule {Rule} of {Group} were refused: {Reason}")]
    private static partial void LogRefused(ILogger log, string rule, string group, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "alert state of {Group} is not on disk: {Reason}")]
    private static partial void LogNotKept(ILogger log, string group, string reason);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Count} alerts of {Group} go on after the restart")]
    private static partial void LogRestored(ILogger log, int count, string group);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "the clock was set by {Seconds} s; alerts of {Group} follow")]
    private static partial void LogClock(ILogger log, string group, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sink} could not take a report of alerts")]
    private static partial void LogSink(ILogger log, string sink, Exception e);
}
