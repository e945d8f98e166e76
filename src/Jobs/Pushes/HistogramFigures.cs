using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Quantiles of a histogram, estimated from its buckets in the way of PromQL's histogram_quantile(); within a
/// bucket always evenly, which for native ones is a little coarser.
/// </summary>
internal static class HistogramFigures
{
    private static readonly double[] Shown = [0.5, 0.9, 0.99];

    /// <summary>Quantiles and their estimates; none where nothing was observed or there are no buckets.
    /// </summary>
    public static IEnumerable<(double Quantile, double Value)> Quantiles(HistogramMetric histogram)
    {
        var buckets = Buckets(histogram);
        if (buckets.Count == 0 || !(buckets[^1].Through > 0)) yield break;
        foreach (var quantile in Shown)
            yield return (quantile, Estimate(quantile * buckets[^1].Through, buckets));
    }

    private static double Estimate(
        double rank, IReadOnlyList<(double Lower, double Upper, double Through)> buckets)
    {
        var before = 0.0;
        foreach (var (lower, upper, through) in buckets)
        {
            if (through >= rank && through > before)
            {
                // Nothing is known of what is above the last bound or below the first.
                if (double.IsInfinity(upper)) return lower;
                if (double.IsInfinity(lower)) return upper;
                return lower + ((upper - lower) * (rank - before) / (through - before));
            }

            before = through;
        }

        return buckets[^1].Lower;
    }

    /// <summary>From the lowest on, with the count of all observations up to the upper bound.</summary>
    private static List<(double Lower, double Upper, double Through)> Buckets(HistogramMetric histogram)
    {
        var buckets = new List<(double, double, double)>();
        var through = 0.0;
        if (histogram.Buckets.Count == 0)
        {
            foreach (var bucket in histogram.Native?.AllBuckets() ?? [])
                buckets.Add((bucket.Lower, bucket.Upper, through += bucket.Count));
            return buckets;
        }

        var lower = histogram.Buckets[0].UpperBound > 0 ? 0 : double.NegativeInfinity;
        foreach (var (upper, count, _) in histogram.Buckets)
        {
            // Counts that fall were not taken at one moment.
            through = Math.Max(through, count);
            buckets.Add((lower, upper, through));
            lower = upper;
        }

        return buckets;
    }
}
