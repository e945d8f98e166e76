using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Head;

/// <summary>What a series had in memory at one moment. Reading needs no lock.</summary>
internal readonly struct HeadView(
    Segment[] segments, int segmentCount, HeadTail? tail, int tailCount, HeadTail? late, int lateCount)
{
    public bool IsEmpty => segmentCount == 0 && tailCount == 0 && lateCount == 0;

    public long MinTimeMs
    {
        get
        {
            var least = tailCount > 0 ? tail!.Times[0] : long.MaxValue;
            for (var i = 0; i < segmentCount; i++) least = Math.Min(least, segments[i].MinTimeMs);
            for (var i = 0; i < lateCount; i++) least = Math.Min(least, late!.Times[i]);
            return least;
        }
    }

    /// <summary>Appends what may lie in the range, and perhaps more of the same segments.</summary>
    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        if (lateCount > 0) late!.CopyTo(buffer, 0, lateCount);
        for (var i = 0; i < segmentCount; i++)
        {
            ref readonly var segment = ref segments[i];
            if (segment.MaxTimeMs >= minTimeMs && segment.MinTimeMs <= maxTimeMs)
                Chunk.Read(segment.Bytes, buffer);
        }

        if (tailCount == 0 || tail!.Times[0] > maxTimeMs) return;
        var from = tail.LowerBound(tailCount, minTimeMs);
        if (from < tailCount) tail.CopyTo(buffer, from, tailCount - from);
    }
}
