namespace Hotaru.Model;

/// <summary>
/// Samples of one series as columns, made to be filled again for the next series. Stale markers are in it: a
/// float with the marker's bits. Where a sample is a histogram its value is NaN and <see cref="Histograms"/>
/// has it. Not for concurrent use.
/// </summary>
public sealed class SampleBuffer
{
    private long[] _timestamps;
    private double[] _values;
    private FloatHistogram?[]? _histograms;
    private long[]? _starts;

    public SampleBuffer(int capacity = 256)
    {
        _timestamps = new long[capacity];
        _values = new double[capacity];
    }

    public int Count { get; private set; }

    /// <summary>How many samples there is room for without growing.</summary>
    public int Capacity => _timestamps.Length;

    public ReadOnlySpan<long> Timestamps => _timestamps.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>One entry a sample, null for floats; empty where no sample is a histogram.</summary>
    public ReadOnlySpan<FloatHistogram?> Histograms =>
        HasHistograms ? _histograms.AsSpan(0, Count) : default;

    /// <summary>Start timestamps, 0 where unknown; empty where no sample has one.</summary>
    public ReadOnlySpan<long> StartTimestamps => HasStarts ? _starts.AsSpan(0, Count) : default;

    public bool HasHistograms { get; private set; }

    public bool HasStarts { get; private set; }

    public void Clear()
    {
        if (HasHistograms) Array.Clear(_histograms!, 0, Count);
        if (HasStarts) Array.Clear(_starts!, 0, Count);
        (Count, HasHistograms, HasStarts) = (0, false, false);
    }

    public void Add(long timestampMs, double value)
    {
        if (Count == _timestamps.Length) Grow(Count + 1);
        _timestamps[Count] = timestampMs;
        _values[Count++] = value;
    }

    public void Add(long timestampMs, double value, long startTimestampMs)
    {
        Add(timestampMs, value);
        if (startTimestampMs == 0) return;
        _starts ??= new long[_timestamps.Length];
        HasStarts = true;
        _starts[Count - 1] = startTimestampMs;
    }

    public void Add(long timestampMs, FloatHistogram histogram, long startTimestampMs = 0)
    {
        Add(timestampMs, double.NaN, startTimestampMs);
        _histograms ??= new FloatHistogram?[_timestamps.Length];
        HasHistograms = true;
        _histograms[Count - 1] = histogram;
    }

    /// <summary>Room for more float samples, to be written in place by a decoder.</summary>
    public void Reserve(int count, out Span<long> timestamps, out Span<double> values)
    {
        Grow(Count + count);
        timestamps = _timestamps.AsSpan(Count, count);
        values = _values.AsSpan(Count, count);
        Count += count;
    }

    /// <summary>Drops samples outside the range; the ones inside keep their order.</summary>
    public void Trim(long minTimeMs, long maxTimeMs)
    {
        var from = LowerBound(minTimeMs);
        var until = maxTimeMs == long.MaxValue ? Count : LowerBound(maxTimeMs + 1);
        var kept = Math.Max(0, until - from);
        if (from > 0) Shift(from, kept);
        if (HasHistograms) Array.Clear(_histograms!, kept, Count - kept);
        if (HasStarts) Array.Clear(_starts!, kept, Count - kept);
        Count = kept;
    }

    /// <summary>The index of the first sample at or after a time.</summary>
    public int LowerBound(long timestampMs)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_timestamps[middle] < timestampMs) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Shift(int from, int count)
    {
        Array.Copy(_timestamps, from, _timestamps, 0, count);
        Array.Copy(_values, from, _values, 0, count);
        if (HasHistograms) Array.Copy(_histograms!, from, _histograms!, 0, count);
        if (HasStarts) Array.Copy(_starts!, from, _starts!, 0, count);
    }

    private void Grow(int needed)
    {
        if (needed <= _timestamps.Length) return;
        var size = Math.Max(needed, _timestamps.Length * 2);
        Array.Resize(ref _timestamps, size);
        Array.Resize(ref _values, size);
        if (_histograms is not null) Array.Resize(ref _histograms, size);
        if (_starts is not null) Array.Resize(ref _starts, size);
    }
}
