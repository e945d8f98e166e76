using System.Collections.Concurrent;
using Hotaru.Model;
using Hotaru.Storage.Head;

namespace Hotaru.Storage.Index;

/// <summary>
/// All series in memory: by labels, by id and by label value. Ids rise for the whole life of the store and
/// are never used again. Thread-safe.
/// </summary>
internal sealed class SeriesIndex : IDisposable
{
    private readonly ConcurrentDictionary<Labels, HeadSeries> _byLabels = new();
    private readonly SeriesPages _byId = new();
    private readonly Postings _postings = new();
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;
    private uint _lastId;

    public int Count => Volatile.Read(ref _count);

    public HeadSeries? Find(SeriesReference reference) =>
        reference.Id is 0 or > uint.MaxValue ? null : _byId[(uint)reference.Id];

    public HeadSeries? Find(uint id) => _byId[id];

    public HeadSeries? Find(Labels labels) => _byLabels.GetValueOrDefault(labels);

    /// <summary>A new series, or the one that another thread added meanwhile; null at the limit.</summary>
    public HeadSeries? Add(Labels labels, int limit, out bool isNew)
    {
        _lock.EnterWriteLock();
        try
        {
            isNew = false;
            if (_byLabels.TryGetValue(labels, out var known)) return known;
            if (_count >= limit) return null;
            isNew = true;
            return Add_NeedsLock(_lastId + 1, labels);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>A series as it was stored.</summary>
    public void Restore(uint id, Labels labels)
    {
        _lock.EnterWriteLock();
        try
        {
            if (_byId[id] is null && !_byLabels.ContainsKey(labels)) Add_NeedsLock(id, labels);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Ids up to this one were given in an earlier run.</summary>
    public void SkipTo(uint id) => _lastId = Math.Max(_lastId, id);

    public void Remove(IReadOnlyCollection<HeadSeries> series)
    {
        _lock.EnterWriteLock();
        try
        {
            _postings.Remove([.. series.Select(s => (s.Id, s.Labels))]);
            foreach (var gone in series)
            {
                _byLabels.TryRemove(gone.Labels, out _);
                _byId.Remove(gone.Id);
                _count--;
            }
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>The series that match all matchers, by rising id.</summary>
    public List<HeadSeries> Select(IReadOnlyList<Matcher> matchers)
    {
        uint[] ids;
        _lock.EnterReadLock();
        try
        {
            ids = _postings.Select(matchers);
        }
        finally
        {
            _lock.ExitReadLock();
        }

        var found = new List<HeadSeries>(ids.Length);
        foreach (var id in ids)
        {
            if (_byId[id] is { } series) found.Add(series);
        }

        return found;
    }

    /// <summary>All series by rising id.</summary>
    public List<HeadSeries> All() => Select([]);

    /// <summary>Runs with the postings held still for reading.</summary>
    public T Read<T>(Func<Postings, T> work)
    {
        _lock.EnterReadLock();
        try
        {
            return work(_postings);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private HeadSeries Add_NeedsLock(uint id, Labels labels)
    {
        var series = new HeadSeries(id, _postings.Add(id, labels));
        _byId.Set(series);
        _byLabels[series.Labels] = series;
        _lastId = Math.Max(_lastId, id);
        _count++;
        return series;
    }
}
