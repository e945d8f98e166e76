using Hotaru.Model;
using IronSnappy;

namespace Hotaru.Remote;

/// <summary>
/// Answers remote read with raw samples (response type SAMPLES). Source: prompb/remote.proto and Prometheus's
/// documentation of the remote read API.
/// </summary>
public sealed class RemoteReader(
    ISeriesSource source, Func<Labels> externalLabels, int maxBodyBytes = 1 << 20)
{
    /// <summary>Samples that one request may ask for.</summary>
    public const long MaxSamples = 50_000_000;

    public int MaxBodyBytes => maxBodyBytes;

    /// <param name="body">A ReadRequest in Snappy's block format.</param>
    /// <returns>A ReadResponse in Snappy's block format.</returns>
    /// <exception cref="FormatException">The request is not valid, or asks for too much.</exception>
    /// <exception cref="StoreException">The storage cannot be read.</exception>
    public byte[] Read(ReadOnlySpan<byte> body, CancellationToken cancellation)
    {
        var length = SnappyBlock.DecodedLength(body, out var elements);
        if (length > maxBodyBytes) throw new FormatException($"a request of {length} bytes is too large");
        var request = new byte[length];
        SnappyBlock.Decode(elements, request);
        var response = new ProtoWriter();
        long samples = 0;
        var reader = new ProtoReader(request);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A)
                response.Bytes(1, Answer(ReadQuery.Parse(reader.Bytes()), ref samples, cancellation).Written);
            else reader.Skip(tag);
        }

        return Snappy.Encode(response.Written);
    }

    private ProtoWriter Answer(ReadQuery query, ref long samples, CancellationToken cancellation)
    {
        var external = externalLabels();
        // A matcher on a label that every series gets on its way out would find nothing inside.
        var matchers = query.Matchers
            .Where(m =>
                !(m.Operator == MatchOperator.Equal && external.Has(m.Name) && external[m.Name] == m.Value))
            .ToList();
        var result = new ProtoWriter();
        var buffer = new SampleBuffer();
        using var found = source.Select(
            new SeriesSelection(matchers, query.MinTimeMs, query.MaxTimeMs), cancellation);
        foreach (var series in found)
        {
            cancellation.ThrowIfCancellationRequested();
            series.Read(query.MinTimeMs, query.MaxTimeMs, buffer);
            if (buffer.Count == 0) continue;
            samples += buffer.Count;
            if (samples > MaxSamples)
                throw new FormatException($"more than {MaxSamples} samples are asked for");
            result.Bytes(1, Series(Outside(series.Labels, external), buffer).Written);
        }

        return result;
    }

    private static Labels Outside(Labels labels, Labels external)
    {
        if (external.Count == 0) return labels;
        var builder = new LabelsBuilder(labels);
        foreach (var label in external)
        {
            if (!builder.Has(label.Name)) builder.Set(label.Name, label.Value);
        }

        return builder.Build();
    }

    private static ProtoWriter Series(Labels labels, SampleBuffer buffer)
    {
        var series = new ProtoWriter();
        var part = new ProtoWriter();
        foreach (var label in labels)
        {
            part.Clear();
            part.Text(1, label.Name);
            part.Text(2, label.Value);
            series.Bytes(1, part.Written);
        }

        var histograms = buffer.Histograms;
        for (var i = 0; i < buffer.Count; i++)
        {
            part.Clear();
            var histogram = histograms.IsEmpty ? null : histograms[i];
            if (histogram is not null)
            {
                HistogramEncoder.Write(part, buffer.Timestamps[i], histogram);
                series.Bytes(4, part.Written);
                continue;
            }

            part.Double(1, buffer.Values[i]);
            part.Varint(2, (ulong)buffer.Timestamps[i]);
            series.Bytes(2, part.Written);
        }

        return series;
    }
}
