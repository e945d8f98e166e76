using Hotaru.Model;

namespace Hotaru.Storage.Head;

/// <summary>
/// The newest samples of a series, not compressed. Its arrays are used again when they were compressed, so
/// readers take a copy under the series' lock.
/// </summary>
internal sealed class HeadTail(int capacity)
{
    public const int FullAt = 64;

    public readonly long[] Times = new long[capacity];
    public readonly double[] Values = new double[capacity];
    public FloatHistogram?[]? Histograms;
    public long[]? Starts;

    public int Capacity => Times.Length;

    public void Set(int index, long timeMs, double value, FloatHistogram? histogram, long startMs)
    {
        Times[index] = timeMs;
        Values[index] = value;
        if (histogram is not null) (Histograms ??= new FloatHistogram?[Capacity])[index] = histogram;
        if (startMs != 0) (Starts ??= new long[Capacity])[index] = startMs;
    }

    /// <summary>Ready for other samples.</summary>
    public void Reset() => (Histograms, Starts) = (null, null);

    public HeadTail Copy(int from, int count, int capacity)
    {
        var copy = new HeadTail(capacity);
        Array.Copy(Times, from, copy.Times, 0, count);
        Array.Copy(Values, from, copy.Values, 0, count);
        if (Histograms is not null)
            Array.Copy(Histograms, from, copy.Histograms = new FloatHistogram?[capacity], 0, count);
        if (Starts is not null) Array.Copy(Starts, from, copy.Starts = new long[capacity], 0, count);
        return copy;
    }

    public void CopyTo(SampleBuffer buffer, int from, int count)
    {
        if (Histograms is null && Starts is null)
        {
            buffer.Reserve(count, out var times, out var values);
            Times.AsSpan(from, count).CopyTo(times);
            Values.AsSpan(from, count).CopyTo(values);
            return;
        }

        for (var i = from; i < from + count; i++)
        {
            if (Histograms?[i] is { } histogram) buffer.Add(Times[i], histogram, Starts?[i] ?? 0);
            else buffer.Add(Times[i], Values[i], Starts?[i] ?? 0);
        }
    }

    /// <summary>The first index at or after a time.</summary>
    public int LowerBound(int count, long timeMs)
    {
        var index = Times.AsSpan(0, count).BinarySearch(timeMs);
        return index < 0 ? ~index : index;
    }
}
