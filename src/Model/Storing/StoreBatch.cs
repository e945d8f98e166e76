namespace Hotaru.Model;

/// <summary>
/// Changes that are applied to a store together, in order, or not at all. Not for concurrent use.
/// </summary>
public sealed class StoreBatch
{
    private readonly List<StoreChange> _changes = [];

    public IReadOnlyList<StoreChange> Changes => _changes;

    /// <summary>
    /// Whether something reads these changes from their tables while the process runs. Others, committed with
    /// samples, may wait in the journal for their tables: they are read at the next opening.
    /// </summary>
    public bool IsReadWhileRunning { get; set; }

    public StoreBatch Put(string table, byte[] key, byte[] value)
    {
        _changes.Add(new StoreChange(table, new KeyRange(key, null), value));
        return this;
    }

    public StoreBatch Delete(string table, byte[] key)
    {
        // The successor of a key in byte order is the key with a zero byte behind it.
        _changes.Add(new StoreChange(table, new KeyRange(key, [.. key, 0]), null));
        return this;
    }

    public StoreBatch DeleteRange(string table, KeyRange range)
    {
        _changes.Add(new StoreChange(table, range, null));
        return this;
    }

    public StoreBatch Append(StoreBatch other)
    {
        _changes.AddRange(other._changes);
        IsReadWhileRunning |= other.IsReadWhileRunning;
        return this;
    }
}
