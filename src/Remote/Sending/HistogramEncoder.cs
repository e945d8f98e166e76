using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>The Histogram message with float counts.</summary>
internal static class HistogramEncoder
{
    public static void Write(ProtoWriter writer, long timestampMs, FloatHistogram histogram, long startMs = 0)
    {
        writer.Double(2, histogram.Count);
        writer.Double(3, histogram.Sum);
        writer.ZigZag(4, histogram.Schema);
        writer.Double(5, histogram.ZeroThreshold);
        writer.Double(7, histogram.ZeroCount);
        Spans(writer, 8, histogram.NegativeSpans);
        Packed(writer, 10, histogram.NegativeBuckets);
        Spans(writer, 11, histogram.PositiveSpans);
        Packed(writer, 13, histogram.PositiveBuckets);
        writer.Varint(14, (ulong)histogram.CounterResetHint);
        writer.Varint(15, (ulong)timestampMs);
        Packed(writer, 16, histogram.CustomValues);
        if (startMs != 0) writer.Varint(17, (ulong)startMs);
    }

    private static void Spans(ProtoWriter writer, int field, HistogramSpan[] spans)
    {
        var inner = new ProtoWriter();
        foreach (var span in spans)
        {
            inner.Clear();
            inner.ZigZag(1, span.Offset);
            inner.Varint(2, (ulong)span.Length);
            writer.Bytes(field, inner.Written);
        }
    }

    private static void Packed(ProtoWriter writer, int field, double[] values)
    {
        if (values.Length == 0) return;
        var inner = new ProtoWriter();
        foreach (var value in values) inner.Double(value);
        writer.Bytes(field, inner.Written);
    }
}
