using System.Runtime.InteropServices;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// The times of the series before, newest first: what one target sends has the same times, and the series of
/// several targets lie among each other. Writer and reader of an entry keep the same. Not for concurrent use.
/// </summary>
internal sealed class RecentTimes
{
    public const int Most = 32;

    private readonly List<List<long>> _rows = [];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>
    /// The place of exactly these times, 0 for those of the series before; -1 where they are new.
    /// </summary>
    public int Find(ReadOnlySpan<long> times)
    {
        for (var i = 0; i < _count; i++)
        {
            if (times.SequenceEqual(CollectionsMarshal.AsSpan(_rows[i]))) return i;
        }

        return -1;
    }

    /// <summary>The times at a place, which come to the front.</summary>
    /// <exception cref="CorruptDataException">There are none at the place.</exception>
    public List<long> Use(int place)
    {
        if (place >= _count) throw new CorruptDataException("its times are missing");
        var row = _rows[place];
        for (; place > 0; place--) _rows[place] = _rows[place - 1];
        return _rows[0] = row;
    }

    /// <summary>An empty row at the front, for new times; the oldest of very many go.</summary>
    public List<long> Begin()
    {
        if (_count == _rows.Count && _count < Most) _rows.Add([]);
        if (_count < Most) _count++;
        var row = Use(_count - 1);
        row.Clear();
        return row;
    }
}
