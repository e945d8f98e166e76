using System.Text;

namespace Hotaru.Model;

/// <summary>The buckets with their bounds.</summary>
public sealed partial class FloatHistogram
{
    /// <summary>About how many bytes the histogram takes, as the peers count it.</summary>
    public int SizeBytes => 168 + 8 * (PositiveSpans.Length + NegativeSpans.Length + PositiveBuckets.Length
        + NegativeBuckets.Length + CustomValues.Length);

    /// <summary>All buckets from the lowest up; the zero bucket only where it is not empty.</summary>
    public NativeBucket[] AllBuckets()
    {
        var all = new List<NativeBucket>(PositiveBuckets.Length + NegativeBuckets.Length + 1);
        var negative = SparseBuckets.From(NegativeSpans, NegativeBuckets);
        for (var i = negative.Length - 1; i >= 0; i--)
        {
            var bucket = Negative(negative.Indexes[i], negative.Counts[i]);
            // A bucket that reaches into the zero bucket ends where that begins.
            if (bucket.Upper < 0 && bucket.Upper > -ZeroThreshold)
                bucket = bucket with { Upper = -ZeroThreshold };
            all.Add(bucket);
        }

        if (ZeroCount > 0) all.Add(ZeroBucket);
        var positive = SparseBuckets.From(PositiveSpans, PositiveBuckets);
        for (var i = 0; i < positive.Length; i++)
        {
            var bucket = Positive(positive.Indexes[i], positive.Counts[i]);
            if (bucket.Lower > 0 && bucket.Lower < ZeroThreshold)
                bucket = bucket with { Lower = ZeroThreshold };
            all.Add(bucket);
        }

        return [.. all];
    }

    public NativeBucket ZeroBucket => new(-ZeroThreshold, ZeroThreshold, true, true, ZeroCount, 0);

    /// <summary>The buckets above zero (all custom buckets), from the lowest up.</summary>
    public NativeBucket[] PositiveSide()
    {
        var side = SparseBuckets.From(PositiveSpans, PositiveBuckets);
        var buckets = new NativeBucket[side.Length];
        for (var i = 0; i < buckets.Length; i++) buckets[i] = Positive(side.Indexes[i], side.Counts[i]);
        return buckets;
    }

    /// <summary>The buckets below zero, from zero downwards.</summary>
    public NativeBucket[] NegativeSide()
    {
        var side = SparseBuckets.From(NegativeSpans, NegativeBuckets);
        var buckets = new NativeBucket[side.Length];
        for (var i = 0; i < buckets.Length; i++) buckets[i] = Negative(side.Indexes[i], side.Counts[i]);
        return buckets;
    }

    /// <summary><c>{count:3, sum:5, (0.5,1]:3}</c>, without empty buckets.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append($"{{count:{GoFloat.General(Count)}, sum:{GoFloat.General(Sum)}");
        var negative = NegativeSide();
        for (var i = negative.Length - 1; i >= 0; i--)
        {
            if (negative[i].Count != 0) text.Append($", {negative[i]}");
        }

        if (ZeroCount != 0) text.Append($", {ZeroBucket}");
        foreach (var bucket in PositiveSide())
        {
            if (bucket.Count != 0) text.Append($", {bucket}");
        }

        return text.Append('}').ToString();
    }

    private NativeBucket Positive(int index, double count)
    {
        var lower = BucketBounds.Upper(index - 1, Schema, CustomValues);
        var upper = BucketBounds.Upper(index, Schema, CustomValues);
        return UsesCustomBuckets
            ? new NativeBucket(lower, upper, index == 0, true, count, index)
            : new NativeBucket(lower, upper, lower < 0, upper > 0, count, index);
    }

    private NativeBucket Negative(int index, double count)
    {
        var lower = -BucketBounds.Upper(index, Schema, CustomValues);
        var upper = -BucketBounds.Upper(index - 1, Schema, CustomValues);
        return new NativeBucket(lower, upper, lower < 0, upper > 0, count, index);
    }
}
