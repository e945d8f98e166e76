using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Head;

/// <summary>A writer for each thread: segments are small and many.</summary>
internal static class SegmentWriter
{
    [ThreadStatic] private static ByteWriter? _writer;

    /// <summary>Empty, and the thread's own until the next call.</summary>
    public static ByteWriter Rent()
    {
        var writer = _writer ??= new ByteWriter(2048);
        writer.Clear();
        return writer;
    }

    public static bool SameBytes(FloatHistogram a, FloatHistogram b)
    {
        var writer = Rent();
        HistogramColumn.Write(writer, [a]);
        var first = writer.ToArray();
        writer.Clear();
        HistogramColumn.Write(writer, [b]);
        return writer.Written.SequenceEqual(first);
    }
}
