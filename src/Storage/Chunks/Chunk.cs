using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Samples of one series as bytes: a head byte, then the columns. The times come first or, in a row that
/// keeps them once for many series, from outside.
/// </summary>
internal static class Chunk
{
    /// <summary>More samples than a chunk ever has; a larger count is damage.</summary>
    public const int MostSamples = 1 << 24;

    private const byte HistogramsFlag = 1;
    private const byte StartsFlag = 2;

    /// <summary>The times with their count before them.</summary>
    public static void WriteTimes(ByteWriter writer, ReadOnlySpan<long> times)
    {
        writer.Unsigned((ulong)times.Length);
        IntegerColumn.Write(writer, times);
    }

    /// <summary>Everything but the times.</summary>
    public static void WriteValues(ByteWriter writer, SampleColumns columns)
    {
        var hasHistograms = !columns.Histograms.IsEmpty;
        var hasStarts = !columns.Starts.IsEmpty;
        writer.Byte((byte)((hasHistograms ? HistogramsFlag : 0) | (hasStarts ? StartsFlag : 0)));
        ValueColumn.Write(writer, columns.Values);
        if (hasStarts) IntegerColumn.Write(writer, columns.Starts);
        if (hasHistograms) HistogramColumn.Write(writer, columns.Histograms);
    }

    /// <summary>Appends the samples to the buffer.</summary>
    public static void Read(ReadOnlySpan<byte> timeBytes, ReadOnlySpan<byte> valueBytes, SampleBuffer buffer)
    {
        var times = new ByteReader(timeBytes);
        Read(ref times, valueBytes, buffer);
    }

    /// <summary>Appends the samples of a chunk that has its own times.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, SampleBuffer buffer)
    {
        var times = new ByteReader(bytes);
        Read(ref times, default, buffer);
    }

    private static void Read(ref ByteReader reader, ReadOnlySpan<byte> apart, SampleBuffer buffer)
    {
        var count = reader.Count(MostSamples);
        if (count == 0) throw new CorruptDataException("it has no samples");
        var flags = apart.IsEmpty ? (byte)0 : apart[0];
        if (!apart.IsEmpty && flags == 0)
        {
            buffer.Reserve(count, out var times, out var values);
            IntegerColumn.Read(ref reader, times);
            var rest = new ByteReader(apart[1..]);
            ValueColumn.Read(ref rest, values);
            return;
        }

        ReadSlowly(ref reader, apart, count, buffer);
    }

    /// <summary>By way of arrays, for chunks with more than floats or with the times inside.</summary>
    private static void ReadSlowly(
        ref ByteReader reader, ReadOnlySpan<byte> apart, int count, SampleBuffer buffer)
    {
        var times = ArrayPool<long>.Shared.Rent(2 * count);
        var values = ArrayPool<double>.Shared.Rent(count);
        try
        {
            IntegerColumn.Read(ref reader, times.AsSpan(0, count));
            var rest = apart.IsEmpty ? reader : new ByteReader(apart);
            var flags = rest.Byte();
            if (flags > (HistogramsFlag | StartsFlag)) throw new CorruptDataException("its head is unknown");
            ValueColumn.Read(ref rest, values.AsSpan(0, count));
            var starts = times.AsSpan(count, count);
            starts.Clear();
            if ((flags & StartsFlag) != 0) IntegerColumn.Read(ref rest, starts);
            var histograms = (flags & HistogramsFlag) != 0 ? HistogramColumn.Read(ref rest, count) : null;
            for (var i = 0; i < count; i++)
            {
                if (histograms?[i] is { } histogram) buffer.Add(times[i], histogram, starts[i]);
                else buffer.Add(times[i], values[i], starts[i]);
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(times);
            ArrayPool<double>.Shared.Return(values);
        }
    }
}
