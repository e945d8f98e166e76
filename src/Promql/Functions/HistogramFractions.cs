using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>The part of the observations between two values (histogram_fraction).</summary>
internal static class HistogramFractions
{
    public static double Native(
        double lower, double upper, FloatHistogram histogram, QueryContext context, TextRange at, string name)
    {
        if (histogram.Count == 0 || double.IsNaN(lower) || double.IsNaN(upper)) return double.NaN;
        if (lower >= upper) return 0;
        var buckets = histogram.AllBuckets();
        var total = histogram.Count;
        if (double.IsNaN(histogram.Sum))
        {
            // Observations of NaN are in the count but in no bucket.
            total = buckets.Sum(b => b.Count);
            if (total < histogram.Count) context.Annotations.Inform(at, Texts.NanFraction(name));
        }

        var low = Rank(lower, buckets, histogram) ?? total;
        var high = Rank(upper, buckets, histogram) ?? total;
        return (Math.Min(high, total) - Math.Min(low, total)) / histogram.Count;
    }

    public static double Classic(double lower, double upper, List<ClassicBucket> buckets)
    {
        if (!double.IsPositiveInfinity(buckets[^1].UpperBound)) return double.NaN;
        ClassicBuckets.Coalesce(buckets);
        var total = buckets[^1].Count;
        if (total == 0 || double.IsNaN(lower) || double.IsNaN(upper)) return double.NaN;
        if (lower >= upper) return 0;
        var low = Rank(lower, buckets) ?? total;
        var high = Rank(upper, buckets) ?? total;
        return (Math.Min(high, total) - Math.Min(low, total)) / total;
    }

    /// <summary>How many observations lie below a value; null where it is above every bucket.</summary>
    private static double? Rank(double value, NativeBucket[] buckets, FloatHistogram histogram)
    {
        double rank = 0;
        foreach (var original in buckets)
        {
            var bucket = original;
            var isZero = bucket.Lower <= 0 && bucket.Upper >= 0;
            if (isZero)
            {
                var (negative, positive) =
                    (histogram.NegativeBuckets.Length, histogram.PositiveBuckets.Length);
                if (negative == 0 && positive > 0) bucket = bucket with { Lower = 0 };
                else if (positive == 0 && negative > 0) bucket = bucket with { Upper = 0 };
            }

            if (bucket.Lower >= value) return rank;
            if (bucket.Upper > value)
            {
                var linear = histogram.UsesCustomBuckets || isZero;
                if (linear && double.IsNegativeInfinity(bucket.Lower)) return bucket.Count;
                return rank + bucket.Count * bucket.FractionBelow(value, linear);
            }

            rank += bucket.Count;
        }

        return null;
    }

    private static double? Rank(double value, List<ClassicBucket> buckets)
    {
        double rank = 0;
        var lower = buckets[0].UpperBound <= 0 ? double.NegativeInfinity : 0;
        foreach (var bucket in buckets)
        {
            if (lower >= value) return rank;
            if (bucket.UpperBound > value)
            {
                if (double.IsNegativeInfinity(lower)) return bucket.Count;
                return rank + (bucket.Count - rank) * (value - lower) / (bucket.UpperBound - lower);
            }

            rank = bucket.Count;
            lower = bucket.UpperBound;
        }

        return null;
    }
}
