using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>A ReadResponse with the answer to one query.</summary>
internal static class ReadAnswer
{
    /// <param name="strip">External labels that were asked for; they are taken off.</param>
    /// <exception cref="FormatException">It is not valid, or larger than is allowed.</exception>
    public static List<RemoteSeries> Decode(ReadOnlySpan<byte> body, int maxBytes, IReadOnlyList<Label> strip)
    {
        var length = SnappyBlock.DecodedLength(body, out var elements);
        if (length > maxBytes) throw new FormatException($"an answer of {length} bytes is too large");
        var message = new byte[length];
        SnappyBlock.Decode(elements, message);
        var series = new List<RemoteSeries>();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) Result(reader.Bytes(), strip, series);
            else reader.Skip(tag);
        }

        return series;
    }

    private static void Result(
        ReadOnlySpan<byte> message, IReadOnlyList<Label> strip, List<RemoteSeries> into)
    {
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) into.Add(Series(reader.Bytes(), strip));
            else reader.Skip(tag);
        }
    }

    private static RemoteSeries Series(ReadOnlySpan<byte> message, IReadOnlyList<Label> strip)
    {
        var labels = new LabelsBuilder();
        string? fault = null;
        var floats = new SampleBuffer(64);
        var histograms = new SampleBuffer(1);
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x0A:
                    var label = LabelDecoder.OneLabel(reader.Bytes(), ref fault);
                    labels.Set(label.Name, label.Value);
                    break;
                case 0x12: Sample(reader.Bytes(), floats); break;
                case 0x22:
                    var histogram = HistogramDecoder.Decode(reader.Bytes());
                    if (histogram.Fault is not null) throw new FormatException(histogram.Fault);
                    histograms.Add(histogram.TimestampMs, histogram.Value, histogram.StartMs);
                    break;
                default: reader.Skip(tag); break;
            }
        }

        if (fault is not null) throw new FormatException(fault);
        foreach (var external in strip) labels.Remove(external.Name);
        return new RemoteSeries(labels.Build(), SampleMerge.Of(floats, histograms));
    }

    private static void Sample(ReadOnlySpan<byte> message, SampleBuffer into)
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

        if (into.Count > 0 && timestampMs <= into.Timestamps[^1])
            throw new FormatException("samples do not come in the order of their times");
        into.Add(timestampMs, value);
    }
}
