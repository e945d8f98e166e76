using System.IO.Pipelines;
using Hotaru.Model;
using IronSnappy;

namespace Hotaru.Remote;

/// <summary>
/// Answers remote read with raw samples or with a stream of chunks. Source: prompb/remote.proto and
/// Prometheus's documentation of the remote read API. Thread-safe.
/// </summary>
public sealed class RemoteReader(
    ISeriesSource source, Func<Labels> externalLabels, int maxBodyBytes = 1 << 20)
{
    /// <summary>
    /// Samples of one answer that is not streamed, for it is whole in memory; a stream has no such limit.
    /// </summary>
    public const long MaxSamples = 5_000_000;

    public int MaxBodyBytes => maxBodyBytes;

    /// <param name="body">A ReadRequest in Snappy's block format.</param>
    /// <exception cref="FormatException">The request is not valid.</exception>
    public ReadRequest Parse(ReadOnlySpan<byte> body)
    {
        var length = SnappyBlock.DecodedLength(body, out var elements);
        if (length > maxBodyBytes) throw new FormatException($"a request of {length} bytes is too large");
        var request = new byte[length];
        SnappyBlock.Decode(elements, request);
        return ReadRequest.Parse(request);
    }

    /// <summary>A ReadResponse in Snappy's block format.</summary>
    /// <exception cref="FormatException">The request asks for too much.</exception>
    /// <exception cref="StoreException">The storage cannot be read.</exception>
    public byte[] Samples(ReadRequest request, CancellationToken cancellation)
    {
        var series = new ReadSeries(source, externalLabels());
        var response = new ProtoWriter();
        long samples = 0;
        foreach (var query in request.Queries)
            response.Bytes(1, Answer(series, query, ref samples, cancellation).Written);
        return Snappy.Encode(response.Written);
    }

    /// <summary>ChunkedReadResponse frames.</summary>
    /// <exception cref="StoreException">The storage cannot be read.</exception>
    public Task StreamAsync(ReadRequest request, PipeWriter output, CancellationToken cancellation) =>
        new ChunkStream(output, new ReadSeries(source, externalLabels()))
            .WriteAsync(request.Queries, cancellation);

    private static ProtoWriter Answer(
        ReadSeries series, ReadQuery query, ref long samples, CancellationToken cancellation)
    {
        var result = new ProtoWriter();
        var buffer = new SampleBuffer();
        using var found = series.Select(query, cancellation);
        foreach (var one in found)
        {
            cancellation.ThrowIfCancellationRequested();
            one.Read(query.MinTimeMs, query.MaxTimeMs, buffer);
            if (buffer.Count == 0) continue;
            samples += buffer.Count;
            if (samples > MaxSamples)
            {
                throw new FormatException(
                    $"exceeded sample limit ({MaxSamples}); ask for less, or for STREAMED_XOR_CHUNKS");
            }

            result.Bytes(1, Series(series.Outside(one.Labels), buffer).Written);
        }

        return result;
    }

    private static ProtoWriter Series(Labels labels, SampleBuffer buffer)
    {
        var series = new ProtoWriter();
        var part = new ProtoWriter();
        SeriesEncoder.Labels(series, labels);
        var histograms = buffer.Histograms;
        for (var i = 0; i < buffer.Count; i++)
        {
            part.Clear();
            if (!histograms.IsEmpty && histograms[i] is { } histogram)
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
