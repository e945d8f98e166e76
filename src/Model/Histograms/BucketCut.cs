namespace Hotaru.Model;

/// <summary>
/// Cuts buckets at a value and estimates count and sum of what is left from the middles of the buckets.
/// </summary>
internal sealed class BucketCut(double at, bool keepsLower, bool custom)
{
    public double Count { get; private set; }

    public double Sum { get; private set; }

    public bool Changed { get; private set; }

    public double[] Side(NativeBucket[] buckets, bool isPositive)
    {
        var counts = new double[buckets.Length];
        for (var i = 0; i < buckets.Length; i++)
        {
            var bucket = buckets[i];
            if (bucket.Count == 0) continue;
            var whole = keepsLower ? bucket.Upper <= at : bucket.Lower >= at;
            var part = keepsLower ? bucket.Lower < at : bucket.Upper > at;
            var (kept, middle) = whole ? (bucket.Count, Middle(bucket.Lower, bucket.Upper, isPositive))
                : part ? Cut(bucket, isPositive)
                : (0, 0);
            counts[i] = Keep(bucket.Count, kept, middle);
        }

        return counts;
    }

    public double Zero(NativeBucket zero, bool hasNegative, bool hasPositive)
    {
        var lower = hasPositive && !hasNegative ? 0 : zero.Lower;
        var upper = hasNegative && !hasPositive ? 0 : zero.Upper;
        double kept, middle;
        if (keepsLower ? at >= upper : at <= lower) (kept, middle) = (zero.Count, (lower + upper) / 2);
        else if (keepsLower ? at <= lower : at >= upper) (kept, middle) = (0, 0);
        else if (keepsLower) (kept, middle) = (zero.Count * (at - lower) / (upper - lower), (lower + at) / 2);
        else (kept, middle) = (zero.Count * (upper - at) / (upper - lower), (at + upper) / 2);
        return Keep(zero.Count, kept, middle);
    }

    private double Keep(double before, double kept, double middle)
    {
        Changed |= kept != before;
        Count += kept;
        Sum += middle * kept;
        return kept;
    }

    private (double Kept, double Middle) Cut(NativeBucket bucket, bool isPositive)
    {
        if (double.IsNegativeInfinity(bucket.Lower)) return CutLowest(bucket);
        if (double.IsPositiveInfinity(bucket.Upper))
            return keepsLower ? (0, bucket.Lower) : at >= bucket.Lower ? (bucket.Count, at)
                : (0, bucket.Lower);
        var below = at <= bucket.Lower ? 0 : at >= bucket.Upper ? bucket.Count
            : bucket.Count * bucket.FractionBelow(at, custom);
        return keepsLower
            ? (below, Middle(bucket.Lower, at, isPositive))
            : (bucket.Count - below, Middle(at, bucket.Upper, isPositive));
    }

    /// <summary>
    /// The custom bucket from minus infinity; with a bound above zero it is taken to begin at zero.
    /// </summary>
    private (double Kept, double Middle) CutLowest(NativeBucket bucket)
    {
        var upper = bucket.Upper;
        var finite = double.IsInfinity(upper) ? 0 : upper;
        if (keepsLower)
        {
            if (at >= upper) return (bucket.Count, 0);
            if (at > 0 && upper > 0 && !double.IsPositiveInfinity(upper))
                return (bucket.Count * at / upper, at / 2);
            return upper <= 0 ? (bucket.Count, at) : (0, finite);
        }

        if (at <= bucket.Lower) return (bucket.Count, 0);
        if (at >= 0 && upper > at && !double.IsPositiveInfinity(upper))
            return (bucket.Count * (1 - at / upper), (at + upper) / 2);
        return (0, finite);
    }

    private double Middle(double lower, double upper, bool isPositive)
    {
        if (double.IsInfinity(lower)) return double.IsInfinity(upper) ? 0 : upper > 0 ? upper / 2 : upper;
        if (double.IsInfinity(upper)) return lower;
        if (custom) return (lower + upper) / 2;
        var middle = Math.Sqrt(Math.Abs(lower * upper));
        return isPositive ? middle : -middle;
    }
}
