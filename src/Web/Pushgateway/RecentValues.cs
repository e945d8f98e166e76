using Hotaru.Model;

namespace Hotaru.Web.Pushgateway;

/// <summary>A count and a sum since the start, and quantiles of the newest 512 values.</summary>
internal sealed class RecentValues
{
    private const int Kept = 512;

    private static readonly double[] Quantiles = [0.1, 0.5, 0.9];

    private readonly Lock _lock = new();
    private readonly double[] _newest = new double[Kept];
    private long _count;
    private double _sum;

    public void Add(double value)
    {
        lock (_lock)
        {
            _newest[_count++ % Kept] = value;
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
            sorted = _newest[..(int)Math.Min(_count, Kept)];
        }

        Array.Sort(sorted);
        var quantiles = Quantiles.Select(q => (q, sorted[(int)(q * (sorted.Length - 1))]));
        return new SummaryMetric(labels, count, sum, [.. quantiles]);
    }
}
