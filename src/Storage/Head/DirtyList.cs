namespace Hotaru.Storage.Head;

/// <summary>The series with samples that are in memory only.</summary>
internal sealed class DirtyList
{
    private readonly Lock _lock = new();
    private List<HeadSeries> _series = [];

    /// <summary>With the lock of the series held, once until <see cref="Take"/>.</summary>
    public void Add(HeadSeries series)
    {
        lock (_lock) _series.Add(series);
    }

    /// <summary>The list by rising id; the taker clears the mark of each series.</summary>
    public List<HeadSeries> Take()
    {
        List<HeadSeries> taken;
        lock (_lock) (taken, _series) = (_series, []);
        taken.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return taken;
    }
}
