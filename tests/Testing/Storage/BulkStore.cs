using Hotaru.Model;

namespace Hotaru.Testing;

/// <summary>
/// Collects commits and passes them on many at a time, for filling a store with a history. What was committed
/// last is not visible until it is passed on.
/// </summary>
public sealed class BulkStore(IStore inner, int changes = 20_000) : IStore
{
    private StoreBatch _waiting = new();

    public long SizeBytes => inner.SizeBytes;

    public byte[]? Get(string table, ReadOnlySpan<byte> key) => inner.Get(table, key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        string table, KeyRange range, bool reverse = false) => inner.Scan(table, range, reverse);

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation)
    {
        _waiting.Append(batch);
        return _waiting.Changes.Count < changes ? Task.CompletedTask : FlushAsync(cancellation);
    }

    /// <summary>Passes on what waits.</summary>
    public Task FlushAsync(CancellationToken cancellation)
    {
        var batch = _waiting;
        _waiting = new StoreBatch();
        return inner.CommitAsync(batch, Durability.Synced, cancellation);
    }

    public Task BackupAsync(string path, CancellationToken cancellation) =>
        inner.BackupAsync(path, cancellation);

    /// <summary>The store behind it stays open.</summary>
    public void Dispose()
    {
    }
}
