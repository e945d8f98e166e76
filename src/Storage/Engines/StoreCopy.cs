using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>Copies every table of a store that nobody writes into an empty one.</summary>
public static class StoreCopy
{
    private const int BytesAtOnce = 1 << 20;

    /// <summary>When it returns, all is on disk and in the target's one file.</summary>
    /// <exception cref="StoreException">One cannot be read or the other not written.</exception>
    public static async Task CopyAsync(IStore from, IStore to, CancellationToken cancellation)
    {
        var (source, target) = ((IStoreUpkeep)from, (IStoreUpkeep)to);
        foreach (var table in source.Tables)
        {
            var (batch, bytes) = (new StoreBatch(), 0);
            foreach (var (key, value) in from.Scan(table, KeyRange.All))
            {
                batch.Put(table, key, value);
                if ((bytes += key.Length + value.Length) < BytesAtOnce) continue;
                await to.CommitAsync(batch, Durability.Journaled, cancellation).ConfigureAwait(false);
                (batch, bytes) = (new StoreBatch(), 0);
            }

            await to.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        }

        await target.CompactAsync(cancellation).ConfigureAwait(false);
    }
}
