using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>A store that keeps nothing, for what must leave no trace.</summary>
internal sealed class ForgetfulStore : IStore
{
    public long SizeBytes => 0;

    public byte[]? Get(string table, ReadOnlySpan<byte> key) => null;

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        string table, KeyRange range, bool reverse = false) => [];

    // Asynchronous as the real one, so that the same code runs.
    public async Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation) =>
        await Task.Yield();

    public Task BackupAsync(string path, CancellationToken cancellation) =>
        throw new NotSupportedException("there is nothing to copy");

    public void Dispose()
    {
    }
}
