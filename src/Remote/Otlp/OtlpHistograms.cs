using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Native histograms of data points. The counter reset hint is left unknown, which is safe.
/// </summary>
internal static class OtlpHistograms
{
    private const int MinSchema = -4;
    private const int MaxSchema = 8;

    /// <summary>What lies nearer to zero is counted as zero; the field's default.</summary>
    private const double ZeroThreshold = 1e-128;

    /// <exception cref="FormatException">The scale is too coarse.</exception>
    public static FloatHistogram Exponential(OtlpPoint point)
    {
        if (point.IsStale) return FloatHistogram.Stale();
        if (point.Scale < MinSchema)
        {
            throw new FormatException(
                $"scale {point.Scale} of an exponential histogram is below {MinSchema}");
        }

        var scaleDown = Math.Max(0, point.Scale - MaxSchema);
        var (positiveSpans, positive) = Buckets(point.Positive, scaleDown);
        var (negativeSpans, negative) = Buckets(point.Negative, scaleDown);
        return new FloatHistogram
        {
            Schema = point.Scale - scaleDown,
            ZeroThreshold = ZeroThreshold,
            ZeroCount = point.ZeroCount,
            Count = point.Count,
            Sum = point.Sum ?? 0,
            PositiveSpans = positiveSpans,
            PositiveBuckets = positive,
            NegativeSpans = negativeSpans,
            NegativeBuckets = negative,
        };
    }

    public static FloatHistogram Custom(OtlpPoint point)
    {
        if (point.IsStale) return FloatHistogram.Stale();
        var (spans, buckets) = ExponentialBuckets.Of(point.BucketCounts, offset: 0, scaleDown: 0, shift: 0);
        return new FloatHistogram
        {
            Schema = FloatHistogram.CustomBucketsSchema,
            CustomValues = [.. point.Bounds],
            Count = point.Count,
            Sum = point.Sum ?? 0,
            PositiveSpans = spans,
            PositiveBuckets = buckets,
        };
    }

    private static (HistogramSpan[] Spans, double[] Buckets) Buckets(OtlpBuckets side, int scaleDown) =>
        ExponentialBuckets.Of(side.Counts, side.Offset, scaleDown, shift: 1);
}
