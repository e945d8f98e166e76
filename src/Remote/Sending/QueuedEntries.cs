namespace Hotaru.Remote;

/// <summary>
/// Goes through the TimeSeries fields of parts: each holds the labels of a series and one sample, histogram
/// or exemplar, as <see cref="SeriesEncoder"/> wrote them.
/// </summary>
internal ref struct QueuedEntries(ReadOnlySpan<byte> fields)
{
    public const uint Sample = 0x12;
    public const uint Exemplar = 0x1A;
    public const uint Histogram = 0x22;
    private readonly ReadOnlySpan<byte> _fields = fields;
    private ProtoReader _reader = new(fields);

    /// <summary>The whole field, to be copied as it is.</summary>
    public ReadOnlySpan<byte> Field { get; private set; }

    /// <summary>The Label fields of the series.</summary>
    public ReadOnlySpan<byte> Labels { get; private set; }

    /// <summary>The tag of what is in it: sample, histogram or exemplar.</summary>
    public uint Kind { get; private set; }

    public ReadOnlySpan<byte> Message { get; private set; }

    public bool Next()
    {
        if (_reader.AtEnd) return false;
        var from = _reader.Position;
        _reader.Tag();
        var series = _reader.Bytes();
        Field = _fields[from.._reader.Position];
        var inner = new ProtoReader(series);
        while (!inner.AtEnd)
        {
            var before = inner.Position;
            Kind = inner.Tag();
            Message = inner.Bytes();
            if (Kind == 0x0A) continue;
            Labels = series[..before];
            break;
        }

        return true;
    }

    /// <summary>Milliseconds since the epoch of what is in it.</summary>
    public readonly long TimestampMs()
    {
        var wanted = Kind switch
        {
            Sample => 0x10u,
            Exemplar => 0x18u,
            _ => (15u << 3) | ProtoTag.VarintType,
        };
        var reader = new ProtoReader(Message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == wanted) return reader.SignedVarint();
            reader.Skip(tag);
        }

        return 0;
    }
}
