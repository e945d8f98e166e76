namespace Hotaru.Storage.Head;

/// <summary>The series with samples that are in memory only.</summary>
internal sealed class DirtyList
{
    private readonly Lock _lock = new();
    private HeadSeries[] _series = [];
    private HeadSeries[] _taken = [];
    private uint[] _ids = [];
    private int _count;

    /// <summary>With the lock of the series held, once until <see cref="Take"/>.</summary>
    public void Add(HeadSeries series)
    {
        lock (_lock)
        {
            if (_count == _series.Length) Array.Resize(ref _series, Math.Max(64, _count * 2));
            _series[_count++] = series;
        }
    }

    /// <summary>
    /// The series by rising id, the taker's until the next call; the taker clears the mark of each. One taker
    /// at a time.
    /// </summary>
    public ArraySegment<HeadSeries> Take()
    {
        int count;
        lock (_lock)
        {
            (_series, _taken) = (_taken, _series);
            (count, _count) = (_count, 0);
        }

        if (_ids.Length < count) _ids = new uint[_taken.Length];
        for (var i = 0; i < count; i++) _ids[i] = _taken[i].Id;
        _ids.AsSpan(0, count).Sort(_taken.AsSpan(0, count));
        return new ArraySegment<HeadSeries>(_taken, 0, count);
    }
}
