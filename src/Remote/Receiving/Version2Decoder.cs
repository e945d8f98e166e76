using System.Buffers;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// io.prometheus.write.v2.Request: texts are in a symbol table, everything else points into it. Used by one
/// thread. Source: the remote write 2.0 specification, prompb/io/prometheus/write/v2/types.proto.
/// </summary>
internal sealed class Version2Decoder(ReceivedSeriesCache cache)
{
    private readonly SymbolTable _symbols = new();
    private readonly ArrayBufferWriter<byte> _encoded = new();

    public void Decode(byte[] buffer, int length, RequestTarget target)
    {
        ReadSymbols(buffer, length);
        var reader = new ProtoReader(buffer.AsSpan(0, length));
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x2A) Series(reader.Bytes(), target);
            else reader.Skip(tag);
        }
    }

    private void ReadSymbols(byte[] buffer, int length)
    {
        _symbols.Reset(buffer);
        var reader = new ProtoReader(buffer.AsSpan(0, length));
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x22) AddSymbol(ref reader);
            else reader.Skip(tag);
        }
    }

    private void AddSymbol(ref ProtoReader reader)
    {
        var length = reader.Bytes().Length;
        _symbols.Add(reader.Position, length);
    }

    private void Series(ReadOnlySpan<byte> message, RequestTarget target)
    {
        var reader = new ProtoReader(message);
        if (reader.AtEnd || reader.Tag() != 0x0A)
            throw new FormatException("a series does not begin with labels");
        var series = Find(reader.Bytes());
        var known = series.Reference;
        var reference = known;
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x12: Sample(reader.Bytes(), series, ref reference, target); break;
                case 0x1A:
                    target.Histogram(
                    series, ref reference, HistogramDecoder.Decode(reader.Bytes())); break;
                case 0x22: target.Exemplar(series, ref reference, Exemplar(reader.Bytes())); break;
                case 0x2A: Metadata(reader.Bytes(), series, target); break;
                default: reader.Skip(tag); break;
            }
        }

        if (reference != known) series.Reference = reference;
    }

    private ReceivedSeries Find(ReadOnlySpan<byte> references)
    {
        // The positions differ from request to request: the key is made of the texts they stand for.
        _encoded.ResetWrittenCount();
        var reader = new ProtoReader(references);
        while (!reader.AtEnd)
        {
            var text = _symbols[reader.Varint()];
            var place = _encoded.GetSpan(4 + text.Length);
            BitConverter.TryWriteBytes(place, text.Length);
            text.CopyTo(place[4..]);
            _encoded.Advance(4 + text.Length);
        }

        var key = ByteKey.Of(_encoded.WrittenSpan);
        return cache.Find(key) ?? cache.Add(key, LabelDecoder.FromReferences(references, _symbols));
    }

    private static void Sample(
        ReadOnlySpan<byte> message, ReceivedSeries series, ref SeriesReference reference,
        RequestTarget target)
    {
        var value = 0.0;
        long timestampMs = 0, startMs = 0;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x09) value = reader.Double();
            else if (tag == 0x10) timestampMs = reader.SignedVarint();
            else if (tag == 0x18) startMs = reader.SignedVarint();
            else reader.Skip(tag);
        }

        target.Sample(series, ref reference, timestampMs, value, startMs);
    }

    private Exemplar Exemplar(ReadOnlySpan<byte> message)
    {
        var labels = Labels.Empty;
        var value = 0.0;
        long timestampMs = 0;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) labels = LabelDecoder.FromReferences(reader.Bytes(), _symbols).Labels;
            else if (tag == 0x11) value = reader.Double();
            else if (tag == 0x18) timestampMs = reader.SignedVarint();
            else reader.Skip(tag);
        }

        return new Exemplar(labels, value, timestampMs);
    }

    private void Metadata(ReadOnlySpan<byte> message, ReceivedSeries series, RequestTarget target)
    {
        if (message.IsEmpty || series.Fault is not null) return;
        var type = MetricType.Unknown;
        string help = "", unit = "";
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x08) type = MetricTypes.FromNumber(reader.Varint());
            else if (tag == 0x18) help = Encoding.UTF8.GetString(_symbols[reader.Varint()]);
            else if (tag == 0x20) unit = Encoding.UTF8.GetString(_symbols[reader.Varint()]);
            else reader.Skip(tag);
        }

        var metadata = new MetricMetadata(type, help, unit);
        if (metadata == series.Described) return;
        series.Described = metadata;
        target.Describe(MetricTypes.Family(series.Labels.MetricName, type), metadata);
    }
}
