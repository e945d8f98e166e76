using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// Adds what a run counted to what the group has: counters, and the counts and sums of histograms and
/// summaries. Gauges and everything else are replaced. Series that the push does not name stay as they are.
/// </summary>
internal static class CounterAddition
{
    /// <summary>
    /// How many idempotency keys a group remembers: enough for every retry that is still on its way.
    /// </summary>
    public const int RememberedKeys = 64;

    public static MetricFamily Add(MetricFamily before, MetricFamily pushed)
    {
        if (before.Type != pushed.Type || !IsCounted(pushed.Type)) return pushed;
        var byLabels = new Dictionary<Labels, Metric>(pushed.Metrics.Count);
        // A series that comes twice is refused later; here it must not be added to anything.
        foreach (var metric in pushed.Metrics)
        {
            if (!byLabels.TryAdd(metric.Labels, metric)) return pushed;
        }

        var metrics = new List<Metric>(before.Metrics.Count);
        foreach (var known in before.Metrics)
            metrics.Add(byLabels.Remove(known.Labels, out var added) ? Add(known, added) : known);
        metrics.AddRange(pushed.Metrics.Where(m => byLabels.ContainsKey(m.Labels)));
        return pushed with { Metrics = metrics };
    }

    public static IReadOnlyList<string> Remember(IReadOnlyList<string> keys, string key)
    {
        if (key.Length == 0) return keys;
        return [.. keys.Skip(Math.Max(0, keys.Count + 1 - RememberedKeys)), key];
    }

    private static bool IsCounted(MetricType type) =>
        type is MetricType.Counter or MetricType.Histogram or MetricType.Summary;

    private static Metric Add(Metric before, Metric added) => (before, added) switch
    {
        (ValueMetric x, ValueMetric y) =>
            y with { Value = x.Value + y.Value, CreatedMs = x.CreatedMs ?? y.CreatedMs },
        (SummaryMetric x, SummaryMetric y) => y with { Count = x.Count + y.Count, Sum = x.Sum + y.Sum },
        (HistogramMetric x, HistogramMetric y) when HaveSameBounds(x, y) => y with
        {
            Count = x.Count + y.Count,
            Sum = x.Sum + y.Sum,
            Buckets = [.. x.Buckets.Zip(y.Buckets, Add)],
        },
        _ => added,
    };

    private static HistogramBucket Add(HistogramBucket before, HistogramBucket added) =>
        added with { CumulativeCount = before.CumulativeCount + added.CumulativeCount };

    /// <summary>
    /// Other bounds, or a native histogram, cannot be added here: the new run's counts start afresh.
    /// </summary>
    private static bool HaveSameBounds(HistogramMetric x, HistogramMetric y) =>
        x.Native is null && y.Native is null
        && x.Buckets.Select(b => b.UpperBound).SequenceEqual(y.Buckets.Select(b => b.UpperBound));
}
