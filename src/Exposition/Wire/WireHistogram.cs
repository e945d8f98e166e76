using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// A Histogram message with its classic and its native part; see the field numbers in <see cref="Read"/>.
/// </summary>
internal sealed class WireHistogram
{
    private readonly List<HistogramSpan> _positiveSpans = [];
    private readonly List<HistogramSpan> _negativeSpans = [];
    private readonly List<long> _positiveDeltas = [];
    private readonly List<long> _negativeDeltas = [];
    private readonly List<double> _positiveCounts = [];
    private readonly List<double> _negativeCounts = [];
    private ulong _count;
    private double _floatCount;
    private ulong _zeroCount;
    private double _floatZeroCount;
    private double _zeroThreshold;
    private int _schema;

    public double Sum { get; private set; }

    public List<WireBucket> Buckets { get; } = [];

    public List<WireExemplar> Exemplars { get; } = [];

    public double Count => _floatCount != 0 ? _floatCount : _count;

    /// <summary>
    /// Spans, a zero threshold or a zero count: what tells a native histogram from a classic one.
    /// </summary>
    public bool IsNative =>
        _positiveSpans.Count > 0 || _negativeSpans.Count > 0 || _zeroThreshold > 0 || _zeroCount > 0
        || _floatZeroCount > 0;

    public void Clear()
    {
        (_count, _floatCount, _zeroCount, _floatZeroCount) = (0, 0, 0, 0);
        (_zeroThreshold, _schema, Sum) = (0, 0, 0);
        Buckets.Clear();
        Exemplars.Clear();
        _positiveSpans.Clear();
        _negativeSpans.Clear();
        _positiveDeltas.Clear();
        _negativeDeltas.Clear();
        _positiveCounts.Clear();
        _negativeCounts.Clear();
    }

    /// <summary>Returns the start timestamp, 0 where there is none.</summary>
    public long Read(WireReader reader)
    {
        long startMs = 0;
        while (reader.Next(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireReader.Varint): _count = reader.ReadVarint(); break;
                case (2, WireReader.Fixed64): Sum = reader.ReadDouble(); break;
                case (3, WireReader.Bytes): Buckets.Add(WireBucket.Read(Part(ref reader))); break;
                case (4, WireReader.Fixed64): _floatCount = reader.ReadDouble(); break;
                case (5, WireReader.Varint): _schema = (int)reader.ReadSigned(); break;
                case (6, WireReader.Fixed64): _zeroThreshold = reader.ReadDouble(); break;
                case (7, WireReader.Varint): _zeroCount = reader.ReadVarint(); break;
                case (8, WireReader.Fixed64): _floatZeroCount = reader.ReadDouble(); break;
                case (9, WireReader.Bytes): _negativeSpans.Add(ReadSpan(Part(ref reader))); break;
                case (10, _): ReadDeltas(ref reader, wireType, _negativeDeltas); break;
                case (11, _): ReadCounts(ref reader, wireType, _negativeCounts); break;
                case (12, WireReader.Bytes): _positiveSpans.Add(ReadSpan(Part(ref reader))); break;
                case (13, _): ReadDeltas(ref reader, wireType, _positiveDeltas); break;
                case (14, _): ReadCounts(ref reader, wireType, _positiveCounts); break;
                case (15, WireReader.Bytes): startMs = WireTime.Read(Part(ref reader)); break;
                case (16, WireReader.Bytes):
                    Exemplars.Add(WireExemplar.Read(reader, reader.ReadRange()));
                    break;
                default: reader.Skip(wireType); break;
            }
        }

        return startMs;
    }

    /// <summary>The native part with absolute counts, without empty spans.</summary>
    /// <exception cref="ExpositionException">Spans and buckets do not fit together.</exception>
    public FloatHistogram ToNative(bool isGauge, int offset)
    {
        var isFloat = _floatCount > 0 || _floatZeroCount > 0;
        return new FloatHistogram
        {
            CounterResetHint = isGauge ? CounterResetHint.Gauge : CounterResetHint.Unknown,
            Schema = _schema,
            ZeroThreshold = _zeroThreshold,
            ZeroCount = isFloat ? _floatZeroCount : _zeroCount,
            Count = isFloat ? _floatCount : _count,
            Sum = double.IsNaN(Sum) ? BitConverter.UInt64BitsToDouble(StaleMarker.NormalNaNBits) : Sum,
            PositiveSpans = NativeSpans.Compact(_positiveSpans),
            NegativeSpans = NativeSpans.Compact(_negativeSpans),
            PositiveBuckets = Counts(isFloat, _positiveSpans, _positiveDeltas, _positiveCounts, offset),
            NegativeBuckets = Counts(isFloat, _negativeSpans, _negativeDeltas, _negativeCounts, offset),
        };
    }

    private static double[] Counts(
        bool isFloat, List<HistogramSpan> spans, List<long> deltas, List<double> counts, int offset)
    {
        long expected = 0;
        foreach (var span in spans) expected += span.Length;
        var given = isFloat ? counts.Count : deltas.Count;
        if (expected != given)
        {
            throw new ExpositionException(
                $"the spans of a native histogram have {expected} buckets, but {given} are given", 0, offset);
        }

        if (isFloat) return [.. counts];
        var absolute = new double[given];
        long count = 0;
        for (var i = 0; i < given; i++) absolute[i] = count = unchecked(count + deltas[i]);
        return absolute;
    }

    private static WireReader Part(ref WireReader reader) => reader.Enter(reader.ReadRange());

    /// <summary>A BucketSpan: 1 offset, 2 length.</summary>
    private static HistogramSpan ReadSpan(WireReader reader)
    {
        int offset = 0;
        uint length = 0;
        while (reader.Next(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireReader.Varint) offset = (int)reader.ReadSigned();
            else if (field == 2 && wireType == WireReader.Varint) length = (uint)reader.ReadVarint();
            else reader.Skip(wireType);
        }

        if (length > int.MaxValue) throw reader.Error("a span of a native histogram is too long");
        return new HistogramSpan(offset, (int)length);
    }

    private static void ReadDeltas(ref WireReader reader, int wireType, List<long> deltas)
    {
        if (wireType == WireReader.Varint) deltas.Add(reader.ReadSigned());
        else if (wireType != WireReader.Bytes) reader.Skip(wireType);
        else
        {
            var packed = reader.Enter(reader.ReadRange());
            while (!packed.AtEnd) deltas.Add(packed.ReadSigned());
        }
    }

    private static void ReadCounts(ref WireReader reader, int wireType, List<double> counts)
    {
        if (wireType == WireReader.Fixed64) counts.Add(reader.ReadDouble());
        else if (wireType != WireReader.Bytes) reader.Skip(wireType);
        else
        {
            var packed = reader.Enter(reader.ReadRange());
            while (!packed.AtEnd) counts.Add(packed.ReadDouble());
        }
    }
}
