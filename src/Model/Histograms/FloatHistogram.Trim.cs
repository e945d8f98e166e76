namespace Hotaru.Model;

/// <summary>Cutting off what lies above or below a value (the operators &lt;/ and &gt;/).</summary>
public sealed partial class FloatHistogram
{
    /// <summary>
    /// Keeps what was observed up to a value; a bucket that the value falls into is interpolated.
    /// </summary>
    public FloatHistogram TrimmedAbove(double value) => Trimmed(value, keepsLower: true);

    /// <summary>Keeps what was observed from a value on.</summary>
    public FloatHistogram TrimmedBelow(double value) => Trimmed(value, keepsLower: false);

    private FloatHistogram Trimmed(double value, bool keepsLower)
    {
        var cut = new BucketCut(value, keepsLower, UsesCustomBuckets);
        var positive = cut.Side(PositiveSide(), isPositive: true);
        var negative = cut.Side(NegativeSide(), isPositive: false);
        var zero = ZeroCount;
        if (ZeroCount > 0)
        {
            var hasPositive = Array.Exists(PositiveBuckets, c => c != 0);
            var hasNegative = Array.Exists(NegativeBuckets, c => c != 0);
            zero = cut.Zero(ZeroBucket, hasNegative, hasPositive);
        }

        if (!cut.Changed) return this;
        var result = WithHint(CounterResetHint);
        (result.PositiveBuckets, result.NegativeBuckets, result.ZeroCount) = (positive, negative, zero);
        (result.Count, result.Sum) = (cut.Count, cut.Sum);
        return result.Compacted();
    }
}
