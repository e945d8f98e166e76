using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Whether the parts of a native histogram fit each other, as the peers demand before they store it.
/// </summary>
internal static class HistogramCheck
{
    private const int MinSchema = -4;
    private const int MaxSchema = 8;

    /// <summary>What does not fit, or null.</summary>
    public static string? Fault(FloatHistogram histogram)
    {
        if (histogram.IsStale) return null;
        if (histogram.UsesCustomBuckets) return CustomFault(histogram) ?? CountFault(histogram);
        if (histogram.Schema is < MinSchema or > MaxSchema)
            return $"invalid histogram: schema {histogram.Schema} is not known";
        if (histogram.CustomValues.Length > 0)
            return "invalid histogram: custom bounds with an exponential schema";
        return SpanFault(histogram.NegativeSpans, histogram.NegativeBuckets, "negative")
            ?? SpanFault(histogram.PositiveSpans, histogram.PositiveBuckets, "positive")
            ?? CountFault(histogram);
    }

    private static string? CustomFault(FloatHistogram histogram)
    {
        if (histogram.NegativeSpans.Length > 0 || histogram.NegativeBuckets.Length > 0
            || histogram.ZeroCount != 0)
            return "invalid histogram: custom buckets with negative or zero buckets";
        for (var i = 0; i < histogram.CustomValues.Length; i++)
        {
            var bound = histogram.CustomValues[i];
            if (double.IsNaN(bound) || double.IsPositiveInfinity(bound))
                return "invalid histogram: a custom bound is not finite";
            if (i > 0 && bound <= histogram.CustomValues[i - 1])
                return "invalid histogram: custom bounds do not rise";
        }

        return SpanFault(histogram.PositiveSpans, histogram.PositiveBuckets, "positive");
    }

    private static string? SpanFault(HistogramSpan[] spans, double[] buckets, string side)
    {
        long covered = 0;
        for (var i = 0; i < spans.Length; i++)
        {
            if (i > 0 && spans[i]
                .Offset < 0) return $"invalid histogram: {side} span {i + 1} has a negative offset";
            covered += spans[i].Length;
        }

        return covered == buckets.Length
            ? null
            : $"invalid histogram: {side} spans need {covered} buckets, but there are {buckets.Length}";
    }

    private static string? CountFault(FloatHistogram histogram)
    {
        var sum = histogram.ZeroCount;
        foreach (var bucket in histogram.NegativeBuckets) sum += bucket;
        foreach (var bucket in histogram.PositiveBuckets)
        {
            if (bucket < 0) return "invalid histogram: a bucket has a negative count";
            sum += bucket;
        }

        // NaN observations are counted but lie in no bucket, so the count may be larger.
        return sum > histogram.Count * (1 + 1e-9)
            ? $"invalid histogram: {sum} observations in the buckets, but the count is {histogram.Count}"
            : null;
    }
}
