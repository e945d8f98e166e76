using System.Collections;
using Hotaru.Model;

namespace Hotaru.Storage.LiteDb;

/// <summary>
/// A scan that reads its range in parts, each in a short transaction: one that stays open would keep every
/// page it has seen in memory. The moment it sees is kept by the writer, which has it read the rest before it
/// changes anything there.
/// </summary>
internal sealed class LiteDbScan(LiteDbDatabase database, string table, KeyRange range, bool reverse)
    : IEnumerable<KeyValuePair<byte[], byte[]>>
{
    private const int BytesAtOnce = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<KeyValuePair<byte[], byte[]>> _read = new();
    private KeyRange _rest = range;
    private bool _isAtEnd;
    private bool _isEnumerated;

    /// <summary>Whether what is left does not come from the database any more.</summary>
    public bool IsAtEnd
    {
        get
        {
            lock (_lock) return _isAtEnd;
        }
    }

    /// <summary>Reads the first part, or a further one.</summary>
    public void ReadPart()
    {
        lock (_lock) ReadPart_NeedsLock();
    }

    /// <summary>Reads what is left where a change would touch it.</summary>
    public void Settle(IReadOnlyList<StoreChange> changes)
    {
        lock (_lock)
        {
            if (_isAtEnd || !changes.Any(c => c.Table == table && MayTouch(c))) return;
            while (!_isAtEnd) ReadPart_NeedsLock();
        }
    }

    public IEnumerator<KeyValuePair<byte[], byte[]>> GetEnumerator()
    {
        if (_isEnumerated) throw new InvalidOperationException("a scan can be enumerated once");
        _isEnumerated = true;
        try
        {
            while (TryTake(out var entry)) yield return entry;
        }
        finally
        {
            lock (_lock) _isAtEnd = true;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryTake(out KeyValuePair<byte[], byte[]> entry)
    {
        lock (_lock)
        {
            if (_read.Count == 0 && !_isAtEnd) ReadPart_NeedsLock();
            return _read.TryDequeue(out entry);
        }
    }

    private void ReadPart_NeedsLock()
    {
        var bytes = 0;
        var last = database.Use(engine =>
        {
            byte[]? last = null;
            foreach (var document in LiteDbTable.Documents(engine, table, _rest, reverse))
            {
                var entries = LiteDbTable.Entries(document).Where(e => LiteDbTable.Contains(_rest, e.Key));
                foreach (var entry in reverse ? entries.Reverse() : entries)
                {
                    _read.Enqueue(entry);
                    bytes += entry.Key.Length + entry.Value.Length;
                    last = entry.Key;
                }

                if (bytes >= BytesAtOnce) return last;
            }

            return null;
        });
        if (last is null) _isAtEnd = true;
        else _rest = reverse ? _rest with { Until = last } : _rest with { From = [.. last, 0] };
    }

    private bool MayTouch(StoreChange change) => change.Value is not null
        ? LiteDbTable.Contains(_rest, change.Range.From)
        : (change.Range.Until is null || change.Range.Until.AsSpan().SequenceCompareTo(_rest.From) > 0)
            && (_rest.Until is null || change.Range.From.AsSpan().SequenceCompareTo(_rest.Until) < 0);
}
