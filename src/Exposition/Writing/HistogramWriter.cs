using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// The Histogram message of a metric, classic and native part; see <see cref="WireHistogram"/>.
/// </summary>
internal static class HistogramWriter
{
    public static void Write(WireWriter wire, HistogramMetric metric)
    {
        var start = wire.Begin(7);
        var isFloat = !IsCount(metric.Count) || metric.Buckets.Any(b => !IsCount(b.CumulativeCount))
            || (metric.Native is { } form && !IsIntegers(form));
        if (isFloat) wire.WriteDouble(4, metric.Count);
        else wire.WriteVarint(1, (ulong)metric.Count);
        wire.WriteDouble(2, metric.Sum);
        foreach (var bucket in metric.Buckets) WriteBucket(wire, bucket, isFloat);
        if (metric.Native is { } native) WriteNative(wire, native, isFloat);
        if (metric.CreatedMs is { } createdMs) wire.WriteTime(15, createdMs);
        foreach (var exemplar in metric.Exemplars) WriteExemplar(wire, 16, exemplar);
        wire.End(start);
    }

    public static void WriteExemplar(WireWriter wire, int field, Exemplar exemplar)
    {
        var start = wire.Begin(field);
        foreach (var label in exemplar.Labels) wire.WriteLabel(1, label.Name, label.Value);
        wire.WriteDouble(2, exemplar.Value);
        if (exemplar.TimestampMs is { } timestampMs) wire.WriteTime(3, timestampMs);
        wire.End(start);
    }

    private static void WriteBucket(WireWriter wire, HistogramBucket bucket, bool isFloat)
    {
        var start = wire.Begin(3);
        if (isFloat) wire.WriteDouble(4, bucket.CumulativeCount);
        else wire.WriteVarint(1, (ulong)bucket.CumulativeCount);
        wire.WriteDouble(2, bucket.UpperBound);
        if (bucket.Exemplar is not null) WriteExemplar(wire, 3, bucket.Exemplar);
        wire.End(start);
    }

    private static void WriteNative(WireWriter wire, FloatHistogram native, bool isFloat)
    {
        wire.WriteSigned(5, native.Schema);
        wire.WriteDouble(6, native.ZeroThreshold);
        if (isFloat) wire.WriteDouble(8, native.ZeroCount);
        else wire.WriteVarint(7, (ulong)native.ZeroCount);
        WriteBuckets(wire, native.NegativeSpans, native.NegativeBuckets, isFloat, 9);
        // A span of no length says "native" where nothing was observed yet.
        var isBlank = native.PositiveSpans.Length + native.NegativeSpans.Length == 0;
        WriteBuckets(
            wire, isBlank ? [new HistogramSpan(0, 0)] : native.PositiveSpans, native.PositiveBuckets, isFloat,
            12);
    }

    private static void WriteBuckets(
        WireWriter wire, HistogramSpan[] spans, double[] buckets, bool isFloat, int field)
    {
        foreach (var span in spans)
        {
            var start = wire.Begin(field);
            wire.WriteSigned(1, span.Offset);
            wire.WriteVarint(2, (ulong)span.Length);
            wire.End(start);
        }

        if (buckets.Length == 0) return;
        var packed = wire.Begin(isFloat ? field + 2 : field + 1);
        long previous = 0;
        foreach (var count in buckets)
        {
            if (isFloat) wire.WriteDouble(count);
            else wire.WriteSigned((long)count - previous);
            previous = isFloat ? 0 : (long)count;
        }

        wire.End(packed);
    }

    private static bool IsIntegers(FloatHistogram native) =>
        IsCount(native.Count) && IsCount(native.ZeroCount) && native.PositiveBuckets.All(IsCount)
        && native.NegativeBuckets.All(IsCount);

    private static bool IsCount(double value) => value is >= 0 and < 9e15 && value == Math.Truncate(value);
}
