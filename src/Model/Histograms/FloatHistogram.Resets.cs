namespace Hotaru.Model;

/// <summary>Whether a counter began anew between two histograms, and whether two are the same.</summary>
public sealed partial class FloatHistogram
{
    /// <summary>
    /// Whether something counts less here than in the histogram before, or the hint says so.
    /// </summary>
    public bool IsResetFrom(FloatHistogram previous)
    {
        if (CounterResetHint == CounterResetHint.Reset) return true;
        if (CounterResetHint == CounterResetHint.NotReset) return false;
        if (Count < previous.Count) return true;
        if (UsesCustomBuckets)
        {
            if (!previous.UsesCustomBuckets) return true;
            if (!BucketBounds.Match(CustomValues, previous.CustomValues))
                return IsResetOverCommonBounds(previous);
        }

        if (Schema > previous.Schema || ZeroThreshold < previous.ZeroThreshold) return true;
        var (now, before) = (HistogramSum.From(this), HistogramSum.From(previous));
        if (UsesCustomBuckets) return HasLess(now.Positive(Schema), before.Positive(Schema));
        if (ZeroThreshold != previous.ZeroThreshold)
        {
            var (count, lost, threshold) = before.GrowZeroBucket(ZeroThreshold);
            if (threshold != ZeroThreshold || ZeroCount < count + lost) return true;
        }
        else if (ZeroCount < previous.ZeroCount)
        {
            return true;
        }

        return HasLess(now.Positive(Schema), before.Positive(Schema).Above(ZeroThreshold, Schema))
            || HasLess(now.Negative(Schema), before.Negative(Schema).Above(ZeroThreshold, Schema));
    }

    /// <summary>The same in every bit, empty buckets included; hints do not count.</summary>
    public bool SameAs(FloatHistogram other) =>
        Schema == other.Schema && SameBits(Count, other.Count) && SameBits(Sum, other.Sum)
        && (!UsesCustomBuckets || BucketBounds.Match(CustomValues, other.CustomValues))
        && ZeroThreshold == other.ZeroThreshold && SameBits(ZeroCount, other.ZeroCount)
        && SameSide(PositiveSpans, PositiveBuckets, other.PositiveSpans, other.PositiveBuckets)
        && SameSide(NegativeSpans, NegativeBuckets, other.NegativeSpans, other.NegativeBuckets);

    private static bool HasLess(SparseBuckets now, SparseBuckets before)
    {
        var i = 0;
        for (var j = 0; j < before.Length; j++)
        {
            while (i < now.Length && now.Indexes[i] < before.Indexes[j]) i++;
            var count = i < now.Length && now.Indexes[i] == before.Indexes[j] ? now.Counts[i] : 0;
            if (count < before.Counts[j]) return true;
        }

        return false;
    }

    private bool IsResetOverCommonBounds(FloatHistogram previous)
    {
        var common = BucketBounds.Intersect(CustomValues, previous.CustomValues);
        var now = SparseBuckets.From(PositiveSpans, PositiveBuckets).Rebound(CustomValues, common);
        var before = SparseBuckets.From(previous.PositiveSpans, previous.PositiveBuckets)
            .Rebound(previous.CustomValues, common);
        return HasLess(now, before);
    }

    private static bool SameSide(HistogramSpan[] spansA, double[] a, HistogramSpan[] spansB, double[] b)
    {
        if (a.Length != b.Length) return false;
        var (left, right) = (SparseBuckets.From(spansA, a), SparseBuckets.From(spansB, b));
        for (var i = 0; i < left.Length; i++)
        {
            if (left.Indexes[i] != right.Indexes[i] || !SameBits(left.Counts[i], right.Counts[i]))
                return false;
        }

        return true;
    }

    private static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
