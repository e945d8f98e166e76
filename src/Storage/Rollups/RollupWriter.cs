using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Querying;

namespace Hotaru.Storage.Rollups;

/// <summary>
/// Condenses blocks that are about to be dropped into the next coarser level. The new blocks and the deletion
/// of the old ones are one commit. Used by one thread at a time.
/// </summary>
internal sealed class RollupWriter(IStore store, TombstoneTable tombstones)
{
    private readonly RollupColumns _finer = new();
    private readonly RollupColumns _columns = new();
    private readonly SampleBuffer _samples = new();

    /// <summary>Condenses raw blocks of one period.</summary>
    public Task CondenseAsync(
        BlockSet raw, IReadOnlyList<BlockGeneration> old, RollupLevel level,
            CancellationToken cancellation) =>
        WriteAsync(
            level, [(raw, old)],
            id =>
            {
                Read(raw, old, id, _samples);
                _columns.FromSamples(_samples, level.ResolutionMs);
            },
            cancellation);

    /// <summary>Condenses the blocks of a finer level of one period.</summary>
    public Task CondenseAsync(
        RollupLevel finer, long fromMs, long untilMs, RollupLevel level, CancellationToken cancellation)
    {
        var old = finer.Sets
            .Select(s => (s, (IReadOnlyList<BlockGeneration>)
                [.. s.Blocks.All.Where(g => g.StartMs >= fromMs && g.StartMs < untilMs)]))
            .ToList();
        return WriteAsync(
            level, old,
            id =>
            {
                for (var kind = 0; kind < old.Count; kind++)
                    Read(old[kind].s, old[kind].Item2, id, _finer[(RollupKind)kind]);
                _columns.FromFiner(_finer, level.ResolutionMs);
            },
            cancellation);
    }

    private async Task WriteAsync(
        RollupLevel level, List<(BlockSet Set, IReadOnlyList<BlockGeneration> Blocks)> old, Action<uint> fill,
        CancellationToken cancellation)
    {
        var ids = new HashSet<uint>();
        foreach (var generation in old.SelectMany(o => o.Blocks)) generation.AddIds(ids);
        if (ids.Count == 0) return;
        var start = old.SelectMany(o => o.Blocks).Min(g => g.StartMs) / level.PeriodMs * level.PeriodMs;
        var rows = level.Sets.Select(s => new RowBatch(s, start, s.Blocks.NextNumber(start))).ToList();
        var batch = new StoreBatch();
        foreach (var id in ids.Order())
        {
            fill(id);
            for (var kind = 0; kind < rows.Count; kind++)
                rows[kind].Add(batch, id, SampleColumns.Of(_columns[(RollupKind)kind]));
        }

        var written = rows.ConvertAll(r => r.End(batch));
        foreach (var (set, generations) in old)
        {
            foreach (var generation in generations) set.Delete(batch, generation);
        }

        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        for (var kind = 0; kind < rows.Count; kind++)
        {
            if (written[kind] is { } generation) level.Sets[kind].Blocks.Add([generation]);
        }

        foreach (var (set, generations) in old) set.Blocks.Remove([.. generations]);
    }

    private void Read(BlockSet set, IReadOnlyList<BlockGeneration> generations, uint id, SampleBuffer samples)
    {
        samples.Clear();
        foreach (var generation in generations)
        {
            var at = generation.RowOf(id);
            if (at >= 0) set.Rows.Get(generation, at)?.Read(id, samples);
        }

        tombstones.Apply(id, samples);
        SampleOrder.Repair(samples);
    }
}
