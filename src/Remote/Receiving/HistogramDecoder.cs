using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// The Histogram message, which is the same in both versions. Integer histograms hold deltas between their
/// buckets, float histograms absolute counts; both become absolute here.
/// </summary>
internal static class HistogramDecoder
{
    public static DecodedHistogram Decode(ReadOnlySpan<byte> message)
    {
        var fields = new HistogramFields();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (!TryScalar(ref reader, tag, fields) && !TryBuckets(ref reader, tag, fields)) reader.Skip(tag);
        }

        var value = fields.Value;
        value.NegativeSpans = [.. fields.NegativeSpans];
        value.PositiveSpans = [.. fields.PositiveSpans];
        value.NegativeBuckets = Absolute(fields.NegativeDeltas, fields.NegativeCounts);
        value.PositiveBuckets = Absolute(fields.PositiveDeltas, fields.PositiveCounts);
        value.CustomValues = [.. fields.CustomValues];
        return new DecodedHistogram(value, fields.TimestampMs, fields.StartMs, HistogramCheck.Fault(value));
    }

    private static bool TryScalar(ref ProtoReader reader, uint tag, HistogramFields fields)
    {
        var value = fields.Value;
        switch (tag)
        {
            case (1 << 3) | ProtoTag.VarintType: value.Count = reader.Varint(); return true;
            case (2 << 3) | ProtoTag.Fixed64Type: value.Count = reader.Double(); return true;
            case (3 << 3) | ProtoTag.Fixed64Type: value.Sum = reader.Double(); return true;
            case (4 << 3) | ProtoTag.VarintType: value.Schema = (int)reader.ZigZag(); return true;
            case (5 << 3) | ProtoTag.Fixed64Type: value.ZeroThreshold = reader.Double(); return true;
            case (6 << 3) | ProtoTag.VarintType: value.ZeroCount = reader.Varint(); return true;
            case (7 << 3) | ProtoTag.Fixed64Type: value.ZeroCount = reader.Double(); return true;
            case (14 << 3) | ProtoTag.VarintType: value.CounterResetHint = Hint(reader.Varint()); return true;
            case (15 << 3) | ProtoTag.VarintType: fields.TimestampMs = reader.SignedVarint(); return true;
            case (17 << 3) | ProtoTag.VarintType: fields.StartMs = reader.SignedVarint(); return true;
            default: return false;
        }
    }

    private static bool TryBuckets(ref ProtoReader reader, uint tag, HistogramFields fields)
    {
        switch (tag >> 3)
        {
            case 8: fields.NegativeSpans.Add(Span(reader.Bytes())); return true;
            case 9: PackedNumbers.Deltas(ref reader, tag, fields.NegativeDeltas); return true;
            case 10: PackedNumbers.Doubles(ref reader, tag, fields.NegativeCounts); return true;
            case 11: fields.PositiveSpans.Add(Span(reader.Bytes())); return true;
            case 12: PackedNumbers.Deltas(ref reader, tag, fields.PositiveDeltas); return true;
            case 13: PackedNumbers.Doubles(ref reader, tag, fields.PositiveCounts); return true;
            case 16: PackedNumbers.Doubles(ref reader, tag, fields.CustomValues); return true;
            default: return false;
        }
    }

    private static HistogramSpan Span(ReadOnlySpan<byte> message)
    {
        int offset = 0, length = 0;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x08) offset = (int)reader.ZigZag();
            else if (tag == 0x10) length = (int)Math.Min(reader.Varint(), int.MaxValue);
            else reader.Skip(tag);
        }

        return new HistogramSpan(offset, length);
    }

    private static double[] Absolute(List<long> deltas, List<double> counts)
    {
        if (deltas.Count == 0) return [.. counts];
        var buckets = new double[deltas.Count];
        long count = 0;
        for (var i = 0; i < buckets.Length; i++) buckets[i] = count += deltas[i];
        return buckets;
    }

    private static CounterResetHint Hint(ulong value) =>
        value <= (ulong)CounterResetHint.Gauge ? (CounterResetHint)value : CounterResetHint.Unknown;
}
