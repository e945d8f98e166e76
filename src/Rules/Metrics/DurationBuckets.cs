using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>A classic histogram of durations in seconds. Thread-safe.</summary>
internal sealed class DurationBuckets
{
    private static readonly double[] Bounds = [0.001, 0.01, 0.1, 1, 10];

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Bounds.Length];
    private long _count;
    private double _sum;

    public void Observe(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        lock (_lock)
        {
            _count++;
            _sum += seconds;
            for (var i = 0; i < Bounds.Length; i++)
            {
                if (seconds <= Bounds[i]) _counts[i]++;
            }
        }
    }

    /// <summary>Count and sum alone, for a family that Prometheus has as a summary.</summary>
    public MetricFamily Summary(string name, string help)
    {
        lock (_lock)
        {
            return new MetricFamily(
                name, MetricType.Summary, help, "", [new SummaryMetric(Labels.Empty, _count, _sum, [])]);
        }
    }

    public MetricFamily Family(string name, string help)
    {
        lock (_lock)
        {
            var buckets = Bounds.Select((bound, i) => new HistogramBucket(bound, _counts[i]))
                .Append(new HistogramBucket(double.PositiveInfinity, _count));
            return new MetricFamily(
                name, MetricType.Histogram, help, "",
                [new HistogramMetric(Labels.Empty, _count, _sum, [.. buckets])]);
        }
    }
}
