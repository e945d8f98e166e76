using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// A count and a sum since the start, and quantiles of the newest values: a summary. Thread-safe.
/// </summary>
/// <param name="kept">How many of the newest values the quantiles are of.</param>
public sealed class RecentValues(ReadOnlySpan<double> quantiles, int kept = 512)
{
    private readonly Lock _lock = new();
    private readonly double[] _quantiles = quantiles.ToArray();
    private readonly double[] _newest = new double[kept];
    private long _count;
    private double _sum;

    /// <summary>Values since the start.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    public void Add(double value)
    {
        lock (_lock)
        {
            _newest[_count++ % _newest.Length] = value;
            _sum += value;
        }
    }

    public SummaryMetric ToSummary(Labels labels)
    {
        double[] sorted;
        long count;
        double sum;
        lock (_lock)
        {
            (count, sum) = (_count, _sum);
            sorted = _newest[..(int)Math.Min(_count, _newest.Length)];
        }

        Array.Sort(sorted);
        var found = _quantiles.Select(q => (q, sorted.Length == 0
            ? double.NaN : sorted[(int)(q * (sorted.Length - 1))]));
        return new SummaryMetric(labels, count, sum, [.. found]);
    }
}
