using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>up and the scrape_* series of one target.</summary>
internal sealed class ReportSeries
{
    public const string Up = "up";

    private readonly CachedSeries[] _series;

    public ReportSeries(Target target)
    {
        string[] names =
        [
            Up, "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling",
            "scrape_series_added",
            .. target.Job.ExtraMetrics
                ? (string[])["scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes"]
                : [],
        ];
        var labels = new SampleLabels(target);
        _series = [.. names.Select(name => new CachedSeries(labels.OfReport(name)))];
        Timeout = target.Timeout.TotalSeconds;
        SampleLimit = target.Job.Limits.Samples;
    }

    private double Timeout { get; }

    private double SampleLimit { get; }

    public void Append(
        ISampleBatch batch, long timestampMs, bool isUp, TimeSpan duration, in ScrapeTally tally)
    {
        ReadOnlySpan<double> values =
        [
            isUp ? 1 : 0, duration.TotalSeconds, tally.Scraped, tally.Kept, tally.Added,
            Timeout, SampleLimit, tally.BodyBytes,
        ];
        for (var i = 0; i < _series.Length; i++)
            batch.Append(ref _series[i].Reference, _series[i].Labels!, timestampMs, values[i]);
    }

    public void AppendEnd(ISampleBatch batch, long timestampMs)
    {
        foreach (var series in _series)
            batch.Append(ref series.Reference, series.Labels!, timestampMs, StaleMarker.Value);
    }
}
