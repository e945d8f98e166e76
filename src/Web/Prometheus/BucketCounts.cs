using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>A histogram that is counted as things happen. Any thread.</summary>
internal sealed class BucketCounts(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public void Add(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
        }
    }

    public HistogramMetric ToHistogram(Labels labels)
    {
        var buckets = new List<HistogramBucket>(_counts.Length);
        lock (_lock)
        {
            long count = 0;
            for (var i = 0; i < _counts.Length; i++)
            {
                count += _counts[i];
                var bound = i < bounds.Length ? bounds[i] : double.PositiveInfinity;
                buckets.Add(new HistogramBucket(bound, count));
            }

            return new HistogramMetric(labels, count, _sum, buckets);
        }
    }
}
