namespace Hotaru.Storage.Index;

/// <summary>
/// The ids of the series that have one label value, rising. Written under the index's write lock; a reader
/// that took
/// <see cref="Ids"/> under its read lock may go on reading, since entries below the count never change.
/// </summary>
internal sealed class PostingList(string value)
{
    private uint[] _ids = new uint[1];
    private int _count;

    /// <summary>The one instance of this text in the index.</summary>
    public string Value => value;

    public int Count => _count;

    public ReadOnlySpan<uint> Ids => _ids.AsSpan(0, _count);

    public void Add(uint id)
    {
        // Ids are given in rising order, but several threads may come to the index in another.
        var at = _count;
        while (at > 0 && _ids[at - 1] > id) at--;
        if (_count == _ids.Length || at < _count)
        {
            var larger = new uint[_count < 4 ? _count + 1 : _count + _count / 2];
            _ids.AsSpan(0, at).CopyTo(larger);
            _ids.AsSpan(at, _count - at).CopyTo(larger.AsSpan(at + 1));
            _ids = larger;
        }

        _ids[at] = id;
        _count++;
    }

    public void Remove(HashSet<uint> gone)
    {
        var kept = new List<uint>(_count);
        foreach (var id in Ids)
        {
            if (!gone.Contains(id)) kept.Add(id);
        }

        (_ids, _count) = ([.. kept], kept.Count);
    }
}
