using System.Collections.Concurrent;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>How evenly scrapes come, under Prometheus's names. Any thread.</summary>
internal sealed class ScrapeSummaries
{
    /// <summary>Prometheus's own.</summary>
    public static readonly double[] Quantiles = [0.01, 0.05, 0.5, 0.9, 0.99];

    /// <summary>Prometheus's own for how long discovery takes.</summary>
    public static readonly double[] RefreshQuantiles = [0.5, 0.9, 0.99];

    private readonly ConcurrentDictionary<TimeSpan, RecentValues> _lengths = new();

    /// <param name="interval">The interval that is wished for.</param>
    /// <param name="length">The time between the beginnings of two scrapes.</param>
    public void Between(TimeSpan interval, TimeSpan length) =>
        _lengths.GetOrAdd(interval, static _ => new RecentValues(Quantiles)).Add(length.TotalSeconds);

    public IEnumerable<MetricFamily> Families()
    {
        if (_lengths.IsEmpty) yield break;
        yield return new MetricFamily(
            "prometheus_target_interval_length_seconds", MetricType.Summary,
            "Time between the beginnings of two scrapes of a target.", "",
            [.. _lengths.OrderBy(l => l.Key).Select(l => l.Value.ToSummary(
                Labels.Of("interval", PrometheusDuration.Format(l.Key))))]);
    }
}
