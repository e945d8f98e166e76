using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Journal;
using Hotaru.Storage.Querying;

namespace Hotaru.Storage.Retention;

/// <summary>
/// Deletes times of series: at once from memory, by tombstones from blocks. Cleaning writes the blocks anew
/// without what is deleted. Used by one thread at a time.
/// </summary>
internal sealed class SeriesDeletion(
    IStore store, IReadOnlyList<BlockSet> sets, TombstoneTable tombstones, JournalWriter journal,
    SeriesGarbage garbage)
{
    /// <summary>How many samples went from memory.</summary>
    public async Task<long> DeleteAsync(
        IReadOnlyList<HeadSeries> found, long minMs, long maxMs, CancellationToken cancellation)
    {
        var batch = new StoreBatch();
        var scratch = new SampleBuffer();
        long dropped = 0;
        var whole = new List<HeadSeries>();
        foreach (var series in found)
        {
            tombstones.Put(batch, series.Id, minMs, maxMs);
            lock (series)
            {
                dropped += series.Delete_NeedsLock(minMs, maxMs, scratch);
                // All there was is deleted: samples that come later belong to a new series.
                series.IsRemoved = !series.HasHead_NeedsLock
                    && series.MinTimeMs >= minMs && series.MaxTimeMs <= maxMs;
                if (series.IsRemoved) whole.Add(series);
            }
        }

        await journal.SnapshotAsync(batch, long.MinValue, () =>
        {
            foreach (var series in found) tombstones.Add(series.Id, minMs, maxMs);
        }, cancellation).ConfigureAwait(false);
        await garbage.RemoveAsync(whole, cancellation).ConfigureAwait(false);
        return dropped;
    }

    /// <summary>Writes every generation anew that has something deleted in it.</summary>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        var ids = tombstones.Ids;
        foreach (var set in sets)
        {
            foreach (var generation in set.Blocks.All.Where(g => ids.Any(id => g.RowOf(id) >= 0)))
                await RewriteAsync(set, generation, cancellation).ConfigureAwait(false);
        }

        var batch = new StoreBatch();
        foreach (var id in ids) batch.Delete(TombstoneTable.Table, Index.SeriesTable.Key(id));
        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        foreach (var id in ids) tombstones.Remove(id);
        await garbage.CollectAsync(cancellation).ConfigureAwait(false);
    }

    private async Task RewriteAsync(BlockSet set, BlockGeneration generation, CancellationToken cancellation)
    {
        var batch = new StoreBatch();
        var rows = new RowBatch(set, generation.StartMs, set.Blocks.NextNumber(generation.StartMs));
        var samples = new SampleBuffer();
        for (var at = 0; at < generation.Rows.Length; at++)
        {
            if (set.Rows.Get(generation, at) is not { } row) continue;
            foreach (var id in row.Ids)
            {
                samples.Clear();
                row.Read(id, samples);
                tombstones.Apply(id, samples);
                rows.Add(batch, id, SampleColumns.Of(samples));
            }
        }

        var rewritten = rows.End(batch);
        set.Delete(batch, generation);
        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        if (rewritten is not null) set.Blocks.Add([rewritten]);
        set.Blocks.Remove([generation]);
    }
}
