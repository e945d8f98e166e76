using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

internal static partial class ScrapeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Url} of job {Job} went down: {Error}")]
    public static partial void WentDown(this ILogger log, Uri url, string job, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Url} of job {Job} is up again")]
    public static partial void CameBack(this ILogger log, Uri url, string job);

    [LoggerMessage(Level = LogLevel.Warning,
        Message =
            "{Url}: samples refused: {OutOfOrder} out of order, {Duplicate} with a timestamp stored before, "
            + "{OutOfBounds} out of bounds, {TooManySeries} over the series limit")]
    public static partial void SamplesRefused(
        this ILogger log, Uri url, int outOfOrder, int duplicate, int outOfBounds, int tooManySeries);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "scrape_failure_log_file {Path} cannot be written: {Reason}")]
    public static partial void CannotKeepFailure(this ILogger log, string path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "the samples of {Url} could not be stored: {Reason}")]
    public static partial void CannotStore(this ILogger log, Uri url, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}: a target is left out: {Fault}")]
    public static partial void TargetLeftOut(this ILogger log, string job, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Url}: the scrape loop failed and goes on: {Reason}")]
    public static partial void LoopFailed(this ILogger log, Exception exception, Uri url, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "job {Job}: discovery by {Kind} failed: {Reason}")]
    public static partial void DiscoveryFailed(this ILogger log, string job, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "job {Job} is not scraped: its certificates or secrets cannot be read: {Reason}")]
    public static partial void JobLeftOut(this ILogger log, string job, string reason);
}
