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
    IStore store, BlockList blocks, RowCache rows, TombstoneTable tombstones, JournalWriter journal,
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
        foreach (var generation in blocks.All)
        {
            if (ids.Any(id => generation.RowOf(id) >= 0))
                await RewriteAsync(generation, cancellation).ConfigureAwait(false);
        }

        var batch = new StoreBatch();
        foreach (var id in ids) batch.Delete(TombstoneTable.Table, Index.SeriesTable.Key(id));
        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        foreach (var id in ids) tombstones.Remove(id);
        await garbage.CollectAsync(cancellation).ConfigureAwait(false);
    }

    private async Task RewriteAsync(BlockGeneration generation, CancellationToken cancellation)
    {
        var number = blocks.NextNumber(generation.StartMs);
        var batch = new StoreBatch();
        var entries = new List<RowEntry>();
        var writer = new BlockRowWriter();
        var samples = new SampleBuffer();
        for (var at = 0; at < generation.Rows.Length; at++)
        {
            if (rows.Get(generation, at) is not { } row) continue;
            writer.Begin();
            foreach (var id in row.Ids)
            {
                samples.Clear();
                row.Read(id, samples);
                tombstones.Apply(id, samples);
                if (samples.Count > 0) writer.Add(id, SampleColumns.Of(samples));
            }

            if (writer.IsEmpty) continue;
            var bytes = writer.Finish();
            entries.Add(RowEntry.Of(writer, bytes.Length));
            batch.Put(Sealer.RowsTable, BlockKeys.Row(generation.StartMs, number, writer.Ids[0]), bytes);
        }

        batch.DeleteRange(Sealer.RowsTable, KeyRange.Prefix(generation.Key));
        batch.Delete(Sealer.DirectoryTable, generation.Key);
        var rewritten = entries.Count > 0
            ? new BlockGeneration(generation.StartMs, number, [.. entries]) : null;
        if (rewritten is not null) batch.Put(Sealer.DirectoryTable, rewritten.Key, rewritten.Encode());
        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        if (rewritten is not null) blocks.Add([rewritten]);
        blocks.Remove([generation]);
    }
}
