using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Of an exponential histogram, in the coarsest resolution of all its differences. Where the buckets of one
/// side would spread over more than <see cref="MaxBuckets"/>, the resolution is halved until they do not.
/// </summary>
internal sealed record NativeTotal(ulong StartNs, ulong TimeNs, FloatHistogram Histogram, bool HasSum)
    : DeltaTotal(StartNs, TimeNs)
{
    public const int MaxBuckets = 160;
    private const int MinSchema = -4;

    public override int Numbers =>
        8 + Histogram.PositiveSpans.Length + Histogram.PositiveBuckets.Length
        + Histogram.NegativeSpans.Length + Histogram.NegativeBuckets.Length;

    public static NativeTotal Of(OtlpPoint point) => new(
        point.StartNs, point.TimeNs, OtlpHistograms.Exponential(point), point.Sum is not null);

    public override DeltaTotal Plus(OtlpPoint point)
    {
        // Both are exponential, so that they can always be added.
        var sum = Histogram.Plus(OtlpHistograms.Exponential(point))!.ToHistogram();
        var hasSum = HasSum && point.Sum is not null;
        if (!hasSum) sum.Sum = 0;
        var schema = sum.Schema;
        while (schema > MinSchema && IsTooWide(sum.ReducedTo(schema))) schema--;
        return this with { TimeNs = point.TimeNs, Histogram = sum.ReducedTo(schema), HasSum = hasSum };
    }

    public override void CopyTo(OtlpPoint point)
    {
        base.CopyTo(point);
        point.Total = Histogram;
    }

    private static bool IsTooWide(FloatHistogram histogram) =>
        Width(histogram.PositiveSpans) > MaxBuckets || Width(histogram.NegativeSpans) > MaxBuckets;

    private static long Width(HistogramSpan[] spans)
    {
        long width = 0;
        for (var i = 0; i < spans.Length; i++) width += (i == 0 ? 0 : spans[i].Offset) + spans[i].Length;
        return width;
    }
}
