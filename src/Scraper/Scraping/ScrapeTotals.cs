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
    private long _overLabelLimits;
    private long _overTargetLimit;
    private long _overBucketLimit;
    private long _pools;
    private long _poolsFailed;
    private long _reloads;
    private long _reloadsFailed;
    private long _scrapes;
    private long _failed;

    public void Count(in ScrapeTally tally, string? error)
    {
        Interlocked.Increment(ref _scrapes);
        if (error is not null) Interlocked.Increment(ref _failed);
        if (error?.StartsWith("label_", StringComparison.Ordinal) == true
            && error.Contains("limit exceeded", StringComparison.Ordinal))
            Interlocked.Increment(ref _overLabelLimits);
        if (error == "histogram bucket limit exceeded") Interlocked.Increment(ref _overBucketLimit);
        if (error == "sample limit exceeded") Interlocked.Increment(ref _overSampleLimit);
        if (error?.StartsWith("body size limit exceeded", StringComparison.Ordinal) == true)
            Interlocked.Increment(ref _overBodyLimit);
        if (tally.OutOfOrder > 0) Interlocked.Add(ref _outOfOrder, tally.OutOfOrder);
        if (tally.Duplicate > 0) Interlocked.Add(ref _duplicate, tally.Duplicate);
        if (tally.OutOfBounds > 0) Interlocked.Add(ref _outOfBounds, tally.OutOfBounds);
    }

    /// <summary>More targets than target_limit were found.</summary>
    public void OverTargetLimit() => Interlocked.Increment(ref _overTargetLimit);

    /// <summary>A job was started, or began anew with another configuration.</summary>
    public void Started(bool isReload, bool wasGood)
    {
        Interlocked.Increment(ref isReload ? ref _reloads : ref _pools);
        if (!wasGood) Interlocked.Increment(ref isReload ? ref _reloadsFailed : ref _poolsFailed);
    }

    public IEnumerable<MetricFamily> Families() =>
    [
        Counter("prometheus_target_scrape_pools_total", "Jobs that were started.", ref _pools),
        Counter("prometheus_target_scrape_pools_failed_total",
            "Jobs that could not be started.", ref _poolsFailed),
        Counter("prometheus_target_scrape_pool_reloads_total",
            "Jobs that began anew with another configuration.", ref _reloads),
        Counter("prometheus_target_scrape_pool_reloads_failed_total",
            "Jobs that could not begin anew with another configuration.", ref _reloadsFailed),
        Counter("prometheus_target_scrape_pool_exceeded_target_limit_total",
            "How often a job had more targets than target_limit.", ref _overTargetLimit),
        Counter("prometheus_target_scrape_pool_exceeded_label_limits_total",
            "Scrapes with more or longer labels than the job's limits.", ref _overLabelLimits),
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
        Counter("prometheus_target_scrapes_exceeded_native_histogram_bucket_limit_total",
            "Scrapes with a histogram that cannot be brought below native_histogram_bucket_limit.",
            ref _overBucketLimit),
        Counter("hotaru_scrapes_total", "Scrapes.", ref _scrapes),
        Counter("hotaru_scrapes_failed_total", "Scrapes that failed.", ref _failed),
    ];

    private static MetricFamily Counter(string name, string help, ref long value) => new(
        name, MetricType.Counter, help, "",
        [new ValueMetric(Labels.Empty, Interlocked.Read(ref value))]);
}
