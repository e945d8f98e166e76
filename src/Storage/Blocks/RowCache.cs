using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Blocks;

/// <summary>
/// Rows read from the store, checked once and kept while there is room, the least recently used going first.
/// A row that is damaged is remembered as such and told to the damage report. Thread-safe.
/// </summary>
internal sealed class RowCache(IStore store, string table, long capacity, DamageReport damage)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(BlockGeneration Generation, int Row), LinkedListNode<Entry>> _rows = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _size;

    /// <summary>Null where the row is damaged or gone.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public BlockRow? Get(BlockGeneration generation, int row)
    {
        var key = (generation, row);
        lock (_lock)
        {
            if (_rows.TryGetValue(key, out var known))
            {
                if (known != _byUse.First)
                {
                    _byUse.Remove(known);
                    _byUse.AddFirst(known);
                }

                return known.Value.Row;
            }
        }

        var loaded = Load(generation, row);
        lock (_lock) Keep_NeedsLock(key, loaded);
        return loaded;
    }

    private BlockRow? Load(BlockGeneration generation, int row)
    {
        var key = generation.RowKey(row);
        var stored = store.Get(table, key);
        if (stored is null) return null;
        try
        {
            return BlockRow.Parse(stored);
        }
        catch (CorruptDataException e)
        {
            damage.Found(table, key, stored, e.Message);
            return null;
        }
    }

    private void Keep_NeedsLock((BlockGeneration, int) key, BlockRow? row)
    {
        if (_rows.ContainsKey(key)) return;
        _rows[key] = _byUse.AddFirst(new Entry(key, row));
        _size += row?.Size ?? 100;
        while (_size > capacity && _byUse.Last is { } last && last != _byUse.First)
        {
            _size -= last.Value.Row?.Size ?? 100;
            _byUse.RemoveLast();
            _rows.Remove(last.Value.Key);
        }
    }

    private sealed record Entry((BlockGeneration, int) Key, BlockRow? Row);
}
