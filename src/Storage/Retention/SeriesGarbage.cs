using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;
using Hotaru.Storage.Querying;

namespace Hotaru.Storage.Retention;

/// <summary>Removes series that have no sample any more, from memory and from the store.</summary>
internal sealed class SeriesGarbage(
    IStore store, SeriesIndex index, IReadOnlyList<BlockSet> sets, TombstoneTable tombstones,
    DamageReport damage)
{
    private const int ChangesAtOnce = 512;

    /// <summary>How many series went.</summary>
    public async Task<int> CollectAsync(CancellationToken cancellation)
    {
        var sealedIds = SealedIds();
        var gone = new List<HeadSeries>();
        foreach (var series in index.All())
        {
            if (sealedIds.Contains(series.Id)) continue;
            lock (series)
            {
                // One that was never stored has only now been made, and waits for its first sample.
                if (!series.IsStored || series.HasHead_NeedsLock || series.IsDirty
                    || series.ReservedTimeMs > long.MinValue)
                {
                    continue;
                }

                series.IsRemoved = true;
            }

            gone.Add(series);
        }

        await RemoveAsync(gone, cancellation).ConfigureAwait(false);
        return gone.Count;
    }

    /// <summary>Removes series that are marked as removed.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<HeadSeries> gone, CancellationToken cancellation)
    {
        if (gone.Count == 0) return;
        index.Remove(gone);
        await RewriteAsync(cancellation).ConfigureAwait(false);
    }

    private HashSet<uint> SealedIds()
    {
        var ids = new HashSet<uint>();
        foreach (var set in sets) set.AddIds(ids);
        return ids;
    }

    /// <summary>Rows of the series table lose the ids that are not in the index any more.</summary>
    private async Task RewriteAsync(CancellationToken cancellation)
    {
        var batch = new StoreBatch();
        foreach (var (key, value) in store.Scan(SeriesTable.Table, KeyRange.All))
        {
            if (Decode(key, value) is not { } ids) continue;
            var kept = ids.Select(index.Find).OfType<HeadSeries>().ToList();
            if (kept.Count == ids.Count) continue;
            batch.Delete(SeriesTable.Table, key);
            SeriesTable.Put(batch, kept);
            if (batch.Changes.Count < ChangesAtOnce) continue;
            await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
            batch = new StoreBatch();
        }

        foreach (var id in tombstones.Ids.Where(id => index.Find(id) is null))
        {
            batch.Delete(TombstoneTable.Table, SeriesTable.Key(id));
            tombstones.Remove(id);
        }

        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
    }

    private List<uint>? Decode(byte[] key, byte[] value)
    {
        try
        {
            return SeriesTable.Decode(value).ConvertAll(s => s.Id);
        }
        catch (CorruptDataException e)
        {
            damage.Found(SeriesTable.Table, key, value, e.Message);
            return null;
        }
    }
}
