using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// prometheus.WriteRequest, read in place. A series that was seen before costs a hash of its encoded labels
/// and nothing is allocated for it. Source: the remote write 1.0 specification, prompb/types.proto.
/// </summary>
internal sealed class Version1Decoder(ReceivedSeriesCache cache)
{
    public void Decode(ReadOnlySpan<byte> message, RequestTarget target)
    {
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) Series(reader.Bytes(), target);
            else if (tag == 0x1A) Metadata(reader.Bytes(), target);
            else reader.Skip(tag);
        }
    }

    private void Series(ReadOnlySpan<byte> message, RequestTarget target)
    {
        var reader = new ProtoReader(message);
        while (!reader.AtEnd && message[reader.Position] == 0x0A)
        {
            reader.Tag();
            reader.Bytes();
        }

        var encoded = message[..reader.Position];
        var key = ByteKey.Of(encoded);
        var series = cache.Find(key) ?? cache.Add(key, LabelDecoder.FromMessages(encoded));
        var known = series.Reference;
        var reference = known;
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x12) Sample(reader.Bytes(), series, ref reference, target);
            else if (tag == 0x1A) target.Exemplar(series, ref reference, Exemplar(reader.Bytes()));
            else if (tag == 0x22)
                target.Histogram(series, ref reference, HistogramDecoder.Decode(reader.Bytes()));
            else if (tag == 0x0A) throw new FormatException("a label comes after the samples of its series");
            else reader.Skip(tag);
        }

        if (reference != known) series.Reference = reference;
    }

    private static void Sample(
        ReadOnlySpan<byte> message, ReceivedSeries series, ref SeriesReference reference,
        RequestTarget target)
    {
        var value = 0.0;
        var timestampMs = 0L;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x09) value = reader.Double();
            else if (tag == 0x10) timestampMs = reader.SignedVarint();
            else reader.Skip(tag);
        }

        target.Sample(series, ref reference, timestampMs, value, startMs: 0);
    }

    private static Exemplar Exemplar(ReadOnlySpan<byte> message)
    {
        var labels = new LabelsBuilder();
        var value = 0.0;
        long timestampMs = 0;
        string? fault = null;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A)
            {
                var label = LabelDecoder.OneLabel(reader.Bytes(), ref fault);
                labels.Set(label.Name, label.Value);
            }
            else if (tag == 0x11) value = reader.Double();
            else if (tag == 0x18) timestampMs = reader.SignedVarint();
            else reader.Skip(tag);
        }

        return new Exemplar(labels.Build(), value, timestampMs);
    }

    private static void Metadata(ReadOnlySpan<byte> message, RequestTarget target)
    {
        var type = MetricType.Unknown;
        string family = "", help = "", unit = "";
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x08: type = MetricTypes.FromNumber(reader.Varint()); break;
                case 0x12: family = Encoding.UTF8.GetString(reader.Bytes()); break;
                case 0x22: help = Encoding.UTF8.GetString(reader.Bytes()); break;
                case 0x2A: unit = Encoding.UTF8.GetString(reader.Bytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        target.Describe(family, new MetricMetadata(type, help, unit));
    }
}
