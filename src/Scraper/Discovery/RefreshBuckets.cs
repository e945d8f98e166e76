using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>How long refreshes took, in Prometheus's buckets. Thread-safe.</summary>
internal sealed class RefreshBuckets
{
    private static readonly double[] Bounds = [0.01, 0.1, 1, 10, double.PositiveInfinity];

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Bounds.Length];
    private double _sum;

    public void Add(double seconds)
    {
        lock (_lock)
        {
            _sum += seconds;
            for (var i = 0; i < Bounds.Length; i++)
            {
                if (seconds <= Bounds[i]) _counts[i]++;
            }
        }
    }

    public HistogramMetric ToHistogram(Labels labels)
    {
        lock (_lock)
        {
            return new HistogramMetric(
                labels, _counts[^1], _sum,
                [.. Bounds.Select((bound, i) => new HistogramBucket(bound, _counts[i]))]);
        }
    }
}
