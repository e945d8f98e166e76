using Hotaru.Model;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Native histograms one after another. The layout (schema, spans, bounds) is written where it changes;
/// counts that are integers are written as the difference to the histogram before.
/// </summary>
internal static class HistogramColumn
{
    private const byte Absent = 0x01;
    private const byte SameLayout = 0x02;
    private const byte Integers = 0x04;
    private const int HintShift = 3;

    public static void Write(ByteWriter writer, ReadOnlySpan<FloatHistogram?> histograms)
    {
        FloatHistogram? before = null;
        foreach (var histogram in histograms)
        {
            if (histogram is null)
            {
                writer.Byte(Absent);
                continue;
            }

            WriteOne(writer, histogram, before);
            before = histogram;
        }
    }

    public static FloatHistogram?[] Read(ref ByteReader reader, int count)
    {
        var histograms = new FloatHistogram?[count];
        FloatHistogram? before = null;
        for (var i = 0; i < count; i++)
        {
            var flags = reader.Byte();
            if (flags == Absent) continue;
            histograms[i] = before = ReadOne(ref reader, flags, before);
        }

        return histograms;
    }

    private static void WriteOne(ByteWriter writer, FloatHistogram histogram, FloatHistogram? before)
    {
        var same = before is not null && IsSameLayout(histogram, before);
        var integers = HasIntegers(histogram);
        var flags = (same ? SameLayout : 0) | (integers ? Integers : 0);
        writer.Byte((byte)(flags | ((int)histogram.CounterResetHint << HintShift)));
        if (!same) WriteLayout(writer, histogram);
        writer.Fixed64(BitConverter.DoubleToUInt64Bits(histogram.Sum));
        var reference = same && HasIntegers(before!) ? before : null;
        WriteCount(writer, histogram.Count, reference?.Count ?? 0, integers);
        WriteCount(writer, histogram.ZeroCount, reference?.ZeroCount ?? 0, integers);
        WriteCounts(writer, histogram.PositiveBuckets, reference?.PositiveBuckets, integers);
        WriteCounts(writer, histogram.NegativeBuckets, reference?.NegativeBuckets, integers);
    }

    private static FloatHistogram ReadOne(ref ByteReader reader, byte flags, FloatHistogram? before)
    {
        var same = (flags & SameLayout) != 0;
        var integers = (flags & Integers) != 0;
        var hint = flags >> HintShift;
        if (hint > (int)CounterResetHint.Gauge || (same && before is null))
            throw new CorruptDataException("its histogram head is unknown");
        var histogram = same ? LikeBefore(before!) : ReadLayout(ref reader);
        histogram.CounterResetHint = (CounterResetHint)hint;
        histogram.Sum = BitConverter.UInt64BitsToDouble(reader.Fixed64());
        var reference = same && HasIntegers(before!) ? before : null;
        histogram.Count = ReadCount(ref reader, reference?.Count ?? 0, integers);
        histogram.ZeroCount = ReadCount(ref reader, reference?.ZeroCount ?? 0, integers);
        ReadCounts(ref reader, histogram.PositiveBuckets, reference?.PositiveBuckets, integers);
        ReadCounts(ref reader, histogram.NegativeBuckets, reference?.NegativeBuckets, integers);
        return histogram;
    }

    private static void WriteLayout(ByteWriter writer, FloatHistogram histogram)
    {
        writer.Signed(histogram.Schema);
        writer.Fixed64(BitConverter.DoubleToUInt64Bits(histogram.ZeroThreshold));
        WriteSpans(writer, histogram.PositiveSpans);
        WriteSpans(writer, histogram.NegativeSpans);
        writer.Unsigned((ulong)histogram.PositiveBuckets.Length);
        writer.Unsigned((ulong)histogram.NegativeBuckets.Length);
        writer.Unsigned((ulong)histogram.CustomValues.Length);
        foreach (var bound in histogram.CustomValues) writer.Fixed64(BitConverter.DoubleToUInt64Bits(bound));
    }

    private static FloatHistogram ReadLayout(ref ByteReader reader)
    {
        var histogram = new FloatHistogram
        {
            Schema = (int)reader.Signed(),
            ZeroThreshold = BitConverter.UInt64BitsToDouble(reader.Fixed64()),
            PositiveSpans = ReadSpans(ref reader),
            NegativeSpans = ReadSpans(ref reader),
            PositiveBuckets = new double[reader.Count(reader.Rest.Length)],
            NegativeBuckets = new double[reader.Count(reader.Rest.Length)],
        };
        var bounds = new double[reader.Count(reader.Rest.Length / 8)];
        for (var i = 0; i < bounds.Length; i++) bounds[i] = BitConverter.UInt64BitsToDouble(reader.Fixed64());
        histogram.CustomValues = bounds;
        return histogram;
    }

    private static void WriteSpans(ByteWriter writer, HistogramSpan[] spans)
    {
        writer.Unsigned((ulong)spans.Length);
        foreach (var span in spans)
        {
            writer.Signed(span.Offset);
            writer.Signed(span.Length);
        }
    }

    private static HistogramSpan[] ReadSpans(ref ByteReader reader)
    {
        var spans = new HistogramSpan[reader.Count(reader.Rest.Length / 2)];
        for (var i = 0; i < spans.Length; i++)
            spans[i] = new HistogramSpan((int)reader.Signed(), (int)reader.Signed());
        return spans;
    }

    private static void WriteCounts(ByteWriter writer, double[] counts, double[]? before, bool integers)
    {
        for (var i = 0; i < counts.Length; i++) WriteCount(writer, counts[i], before?[i] ?? 0, integers);
    }

    private static void ReadCounts(ref ByteReader reader, double[] counts, double[]? before, bool integers)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] = ReadCount(ref reader, before?[i] ?? 0, integers);
    }

    private static void WriteCount(ByteWriter writer, double count, double before, bool integers)
    {
        if (integers) writer.Signed((long)count - (long)before);
        else writer.Fixed64(BitConverter.DoubleToUInt64Bits(count));
    }

    private static double ReadCount(ref ByteReader reader, double before, bool integers) =>
        integers
            ? unchecked((long)before + reader.Signed())
            : BitConverter.UInt64BitsToDouble(reader.Fixed64());

    private static FloatHistogram LikeBefore(FloatHistogram before) => new()
    {
        Schema = before.Schema,
        ZeroThreshold = before.ZeroThreshold,
        PositiveSpans = before.PositiveSpans,
        NegativeSpans = before.NegativeSpans,
        CustomValues = before.CustomValues,
        PositiveBuckets = new double[before.PositiveBuckets.Length],
        NegativeBuckets = new double[before.NegativeBuckets.Length],
    };

    private static bool IsSameLayout(FloatHistogram a, FloatHistogram b) =>
        a.Schema == b.Schema
        && BitConverter.DoubleToInt64Bits(a.ZeroThreshold) == BitConverter.DoubleToInt64Bits(b.ZeroThreshold)
        && a.PositiveBuckets.Length == b.PositiveBuckets.Length
        && a.NegativeBuckets.Length == b.NegativeBuckets.Length
        && a.PositiveSpans.AsSpan().SequenceEqual(b.PositiveSpans)
        && a.NegativeSpans.AsSpan().SequenceEqual(b.NegativeSpans)
        && a.CustomValues.AsSpan().SequenceEqual(b.CustomValues);

    private static bool HasIntegers(FloatHistogram histogram) =>
        IsInteger(histogram.Count) && IsInteger(histogram.ZeroCount)
        && Array.TrueForAll(histogram.PositiveBuckets, IsInteger)
        && Array.TrueForAll(histogram.NegativeBuckets, IsInteger);

    private static bool IsInteger(double value) => DecimalScale.TryScale(value, 0, out _);
}
