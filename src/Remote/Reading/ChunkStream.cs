using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Numerics;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// The answer STREAMED_XOR_CHUNKS: frames of one series each, with their length and checksum in front, so
/// that neither side holds more than a frame. Source: Prometheus's prompb/remote.proto.
/// </summary>
internal sealed class ChunkStream(PipeWriter output, ReadSeries series)
{
    private const int MaxFrameBytes = 1 << 20;
    private const ulong XorType = 1;
    private const ulong FloatHistogramType = 3;
    private readonly SampleBuffer _buffer = new();
    private readonly XorChunk _xor = new();
    private readonly HistogramChunk _histogram = new();
    private readonly ProtoWriter _labels = new();
    private readonly ProtoWriter _chunks = new();
    private readonly ProtoWriter _part = new();

    public async Task WriteAsync(IReadOnlyList<ReadQuery> queries, CancellationToken cancellation)
    {
        for (var i = 0; i < queries.Count; i++)
        {
            using var found = series.Select(queries[i], cancellation);
            foreach (var one in found)
            {
                one.Read(queries[i].MinTimeMs, queries[i].MaxTimeMs, _buffer);
                if (_buffer.Count > 0) await WriteAsync(i, one.Labels, cancellation);
            }
        }

        await output.FlushAsync(cancellation);
    }

    private async Task WriteAsync(int query, Labels labels, CancellationToken cancellation)
    {
        _labels.Clear();
        SeriesEncoder.Labels(_labels, series.Outside(labels));
        _chunks.Clear();
        for (var from = 0; from < _buffer.Count;)
        {
            from += Chunk(from);
            if (_labels.Length + _chunks.Length < MaxFrameBytes && from < _buffer.Count) continue;
            Frame(query);
            _chunks.Clear();
            await output.FlushAsync(cancellation);
        }
    }

    /// <summary>Writes the chunk that begins at a sample, and returns how many samples are in it.</summary>
    private int Chunk(int from)
    {
        var histograms = _buffer.Histograms;
        var count = 1;
        byte[] data;
        var isHistogram = !histograms.IsEmpty && histograms[from] is not null;
        if (isHistogram)
        {
            data = _histogram.Encode(_buffer.Timestamps[from], histograms[from]!);
        }
        else
        {
            while (count < XorChunk.MaxSamples && from + count < _buffer.Count
                && (histograms.IsEmpty || histograms[from + count] is null)) count++;
            data = _xor.Encode(_buffer, from, count);
        }

        _part.Clear();
        _part.Varint(1, (ulong)_buffer.Timestamps[from]);
        _part.Varint(2, (ulong)_buffer.Timestamps[from + count - 1]);
        _part.Varint(3, isHistogram ? FloatHistogramType : XorType);
        _part.Bytes(4, data);
        _chunks.Bytes(2, _part.Written);
        return count;
    }

    private void Frame(int query)
    {
        _part.Clear();
        _part.Raw(_labels.Written);
        _part.Raw(_chunks.Written);
        var frame = new ProtoWriter();
        frame.Bytes(1, _part.Written);
        if (query > 0) frame.Varint(2, (ulong)query);

        var length = new ProtoWriter();
        length.Varint((ulong)frame.Length);
        Copy(length.Written);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Castagnoli(frame.Written));
        Copy(checksum);
        Copy(frame.Written);
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    internal static uint Castagnoli(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
