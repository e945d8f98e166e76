using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>What all scrapes together have done, under Prometheus's names. Any thread.</summary>
internal sealed class ScrapeTotals
{
    private long _outOfOrder;
    private long _duplicate;
    private long _outOfBounds;
    private long _overSampleLimit;
    private long _overBodyLimit;
    private long _scrapes;
    private long _failed;

    public void Count(in ScrapeTally tally, string? error)
    {
        Interlocked.Increment(ref _scrapes);
        if (error is not null) Interlocked.Increment(ref _failed);
        if (error == "sample limit exceeded") Interlocked.Increment(ref _overSampleLimit);
        if (error?.StartsWith("body size limit exceeded", StringComparison.Ordinal) == true)
            Interlocked.Increment(ref _overBodyLimit);
        if (tally.OutOfOrder > 0) Interlocked.Add(ref _outOfOrder, tally.OutOfOrder);
        if (tally.Duplicate > 0) Interlocked.Add(ref _duplicate, tally.Duplicate);
        if (tally.OutOfBounds > 0) Interlocked.Add(ref _outOfBounds, tally.OutOfBounds);
    }

    public IEnumerable<MetricFamily> Families() =>
    [
        Counter("prometheus_target_scrapes_sample_out_of_order_total",
            "Samples of scrapes that were refused because a newer one was stored.", ref _outOfOrder),
        Counter("prometheus_target_scrapes_sample_duplicate_timestamp_total",
            "Samples of scrapes that were refused because another value has their time.", ref _duplicate),
        Counter("prometheus_target_scrapes_sample_out_of_bounds_total",
            "Samples of scrapes that were refused because of their time.", ref _outOfBounds),
        Counter("prometheus_target_scrapes_exceeded_sample_limit_total",
            "Scrapes that had more samples than sample_limit.", ref _overSampleLimit),
        Counter("prometheus_target_scrapes_exceeded_body_size_limit_total",
            "Scrapes whose page was larger than body_size_limit.", ref _overBodyLimit),
        Counter("hotaru_scrapes_total", "Scrapes.", ref _scrapes),
        Counter("hotaru_scrapes_failed_total", "Scrapes that failed.", ref _failed),
    ];

    private static MetricFamily Counter(string name, string help, ref long value) => new(
        name, MetricType.Counter, help, "",
        [new ValueMetric(Labels.Empty, Interlocked.Read(ref value))]);
}
