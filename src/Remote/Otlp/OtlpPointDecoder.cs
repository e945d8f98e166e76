namespace Hotaru.Remote;

/// <summary>Data points in protobuf; all of them are read into the same one.</summary>
internal sealed class OtlpPointDecoder
{
    private readonly OtlpPoint _point = new();

    public OtlpPoint Decode(ReadOnlySpan<byte> message, OtlpKind kind)
    {
        _point.Clear();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            // The times have the same numbers in every kind.
            if (tag == 0x11) _point.StartNs = reader.Fixed64();
            else if (tag == 0x19) _point.TimeNs = reader.Fixed64();
            else if (!TryField(ref reader, tag, kind)) reader.Skip(tag);
        }

        return _point;
    }

    public static KeyValuePair<string, string> Attribute(ReadOnlySpan<byte> keyValue)
    {
        string key = "", value = "";
        var reader = new ProtoReader(keyValue);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) key = OtlpText.Read(reader.Bytes());
            else if (tag == 0x12) value = AttributeValue.Text(reader.Bytes());
            else reader.Skip(tag);
        }

        return KeyValuePair.Create(key, value);
    }

    private bool TryField(ref ProtoReader reader, uint tag, OtlpKind kind) => kind switch
    {
        OtlpKind.Gauge or OtlpKind.Sum => TryNumber(ref reader, tag),
        OtlpKind.Histogram => TryHistogram(ref reader, tag),
        OtlpKind.ExponentialHistogram => TryExponential(ref reader, tag),
        _ => TrySummary(ref reader, tag),
    };

    private bool TryNumber(ref ProtoReader reader, uint tag)
    {
        switch (tag)
        {
            case 0x21: (_point.Value, _point.Integer) = (reader.Double(), null); return true;
            case 0x31: Integer((long)reader.Fixed64()); return true;
            case 0x2A: _point.Exemplars.Add(Exemplar(reader.Bytes())); return true;
            case 0x3A: _point.Attributes.Add(Attribute(reader.Bytes())); return true;
            case 0x40: _point.Flags = (uint)reader.Varint(); return true;
            default: return false;
        }
    }

    private void Integer(long value) => (_point.Value, _point.Integer) = (value, value);

    private bool TryHistogram(ref ProtoReader reader, uint tag)
    {
        switch (tag)
        {
            case 0x21: _point.Count = reader.Fixed64(); return true;
            case 0x29: _point.Sum = reader.Double(); return true;
            case 0x31 or 0x32: PackedNumbers.Fixed64s(ref reader, tag, _point.BucketCounts); return true;
            case 0x39 or 0x3A: PackedNumbers.Doubles(ref reader, tag, _point.Bounds); return true;
            case 0x42: _point.Exemplars.Add(Exemplar(reader.Bytes())); return true;
            case 0x4A: _point.Attributes.Add(Attribute(reader.Bytes())); return true;
            case 0x50: _point.Flags = (uint)reader.Varint(); return true;
            default: return false;
        }
    }

    private bool TryExponential(ref ProtoReader reader, uint tag)
    {
        switch (tag)
        {
            case 0x0A: _point.Attributes.Add(Attribute(reader.Bytes())); return true;
            case 0x21: _point.Count = reader.Fixed64(); return true;
            case 0x29: _point.Sum = reader.Double(); return true;
            case 0x30: _point.Scale = (int)reader.ZigZag(); return true;
            case 0x39: _point.ZeroCount = reader.Fixed64(); return true;
            case 0x42: Buckets(reader.Bytes(), _point.Positive); return true;
            case 0x4A: Buckets(reader.Bytes(), _point.Negative); return true;
            case 0x50: _point.Flags = (uint)reader.Varint(); return true;
            case 0x5A: _point.Exemplars.Add(Exemplar(reader.Bytes())); return true;
            default: return false;
        }
    }

    private bool TrySummary(ref ProtoReader reader, uint tag)
    {
        switch (tag)
        {
            case 0x21: _point.Count = reader.Fixed64(); return true;
            case 0x29: _point.Sum = reader.Double(); return true;
            case 0x32: _point.Quantiles.Add(Quantile(reader.Bytes())); return true;
            case 0x3A: _point.Attributes.Add(Attribute(reader.Bytes())); return true;
            case 0x40: _point.Flags = (uint)reader.Varint(); return true;
            default: return false;
        }
    }

    private static void Buckets(ReadOnlySpan<byte> message, OtlpBuckets buckets)
    {
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x08) buckets.Offset = (int)reader.ZigZag();
            else if (tag is 0x10 or 0x12) PackedNumbers.Varints(ref reader, tag, buckets.Counts);
            else reader.Skip(tag);
        }
    }

    private static (double Quantile, double Value) Quantile(ReadOnlySpan<byte> message)
    {
        double quantile = 0, value = 0;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x09) quantile = reader.Double();
            else if (tag == 0x11) value = reader.Double();
            else reader.Skip(tag);
        }

        return (quantile, value);
    }

    private static OtlpExemplar Exemplar(ReadOnlySpan<byte> message)
    {
        double value = 0;
        ulong timeNs = 0;
        string trace = "", span = "";
        var attributes = new List<KeyValuePair<string, string>>();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x11: timeNs = reader.Fixed64(); break;
                case 0x19: value = reader.Double(); break;
                case 0x31: value = (long)reader.Fixed64(); break;
                case 0x22: span = Convert.ToHexStringLower(reader.Bytes()); break;
                case 0x2A: trace = Convert.ToHexStringLower(reader.Bytes()); break;
                case 0x3A: attributes.Add(Attribute(reader.Bytes())); break;
                default: reader.Skip(tag); break;
            }
        }

        return new OtlpExemplar(value, timeNs, trace, span, attributes);
    }
}
