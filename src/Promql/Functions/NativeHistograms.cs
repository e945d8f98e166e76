using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Numbers that one native histogram gives.</summary>
internal static class NativeHistograms
{
    public static Func<FloatHistogram, double> Find(string name) => name switch
    {
        "histogram_count" => static h => h.Count,
        "histogram_sum" => static h => h.Sum,
        "histogram_avg" => static h => h.Sum / h.Count,
        "histogram_stdvar" => Variance,
        "histogram_stddev" => static h => Math.Sqrt(Variance(h)),
        _ => throw new InvalidOperationException($"BUG: no function {name}"),
    };

    /// <summary>Every bucket counts as its middle: geometric, or arithmetic for custom buckets.</summary>
    private static double Variance(FloatHistogram histogram)
    {
        var mean = histogram.Sum / histogram.Count;
        double sum = 0, lost = 0;
        foreach (var bucket in histogram.AllBuckets())
        {
            if (bucket.Count == 0) continue;
            double middle;
            if (histogram.UsesCustomBuckets) middle = (bucket.Upper + bucket.Lower) / 2;
            else if (bucket.Lower <= 0 && bucket.Upper >= 0) middle = 0;
            else middle = Math.Sqrt(bucket.Upper * bucket.Lower) * (bucket.Upper < 0 ? -1 : 1);
            var delta = middle - mean;
            Kahan.Add(bucket.Count * delta * delta, ref sum, ref lost);
        }

        return (sum + lost) / histogram.Count;
    }

    public static double Quantile(
        double q, FloatHistogram histogram, QueryContext context, TextRange at, string name)
    {
        if (q < 0) return double.NegativeInfinity;
        if (q > 1) return double.PositiveInfinity;
        if (histogram.Count == 0 || double.IsNaN(q)) return double.NaN;
        var hasNan = double.IsNaN(histogram.Sum);
        var fromBelow = hasNan || q < 0.5;
        var buckets = histogram.AllBuckets();
        if (!fromBelow) Array.Reverse(buckets);
        var rank = (fromBelow ? q : 1 - q) * histogram.Count;
        double count = 0;
        NativeBucket bucket = default;
        var next = 0;
        while (next < buckets.Length)
        {
            var candidate = buckets[next++];
            bucket = candidate;
            if (candidate.Count == 0) continue;
            count += candidate.Count;
            if (count >= rank) break;
        }

        bucket = Narrowed(bucket, histogram);
        if (histogram.UsesCustomBuckets)
        {
            if (double.IsNegativeInfinity(bucket.Lower))
            {
                if (bucket.Upper <= 0) return bucket.Upper;
                bucket = bucket with { Lower = 0 };
            }
            else if (double.IsPositiveInfinity(bucket.Upper))
            {
                return bucket.Lower;
            }
        }

        count = Math.Min(count, histogram.Count);
        if (count < rank)
        {
            if (!hasNan) return bucket.Upper;
            context.Annotations.Inform(at, Texts.NanQuantile(name, "NaN"));
            return double.NaN;
        }

        rank = fromBelow ? rank - (count - bucket.Count) : count - rank;
        if (hasNan)
        {
            for (; next < buckets.Length; next++) count += buckets[next].Count;
            if (count < histogram.Count)
                context.Annotations.Inform(at, Texts.NanQuantile(name, "skewed higher"));
        }

        return Within(bucket, rank / bucket.Count, histogram.UsesCustomBuckets);
    }

    /// <summary>A zero bucket ends at zero if all other buckets are on one side of it.</summary>
    internal static NativeBucket Narrowed(NativeBucket bucket, FloatHistogram histogram)
    {
        if (histogram.UsesCustomBuckets || !(bucket.Lower < 0 && bucket.Upper > 0)) return bucket;
        var (negative, positive) = (histogram.NegativeBuckets.Length, histogram.PositiveBuckets.Length);
        if (negative == 0 && positive > 0) return bucket with { Lower = 0 };
        return positive == 0 && negative > 0 ? bucket with { Upper = 0 } : bucket;
    }

    private static double Within(NativeBucket bucket, double fraction, bool custom)
    {
        if (custom || (bucket.Lower <= 0 && bucket.Upper >= 0))
            return bucket.Lower + (bucket.Upper - bucket.Lower) * fraction;
        var lower = Math.Log2(Math.Abs(bucket.Lower));
        var upper = Math.Log2(Math.Abs(bucket.Upper));
        return bucket.Lower > 0
            ? Math.Pow(2, lower + (upper - lower) * fraction)
            : -Math.Pow(2, upper + (lower - upper) * (1 - fraction));
    }
}
