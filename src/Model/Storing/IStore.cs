namespace Hotaru.Model;

/// <summary>
/// The narrow port to what is on disk: ordered keys to bytes in named tables. A table exists as soon as it is
/// written; its name is made of lower-case letters, digits and underscores. Owned by the wiring; every member
/// may be called from any thread. A failure is a
/// <see cref="StoreException"/> that says what to do; the store stays usable and later calls try again.
/// </summary>
public interface IStore : IDisposable
{
    /// <summary>The value of a key, or null.</summary>
    byte[]? Get(string table, ReadOnlySpan<byte> key);

    /// <summary>
    /// The entries of a range in key order (or from its end), as of the moment of the call.
    /// </summary>
    IEnumerable<KeyValuePair<byte[], byte[]>> Scan(string table, KeyRange range, bool reverse = false);

    /// <summary>
    /// Applies a batch whole. With <see cref="Durability.Synced"/> it returns when the batch is on disk;
    /// batches
    /// that are waiting together are committed together.
    /// </summary>
    Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation);

    /// <summary>Bytes on disk, free pages left out.</summary>
    long SizeBytes { get; }

    /// <summary>Writes a consistent copy to a new file while the store is in use.</summary>
    Task BackupAsync(string path, CancellationToken cancellation);
}
