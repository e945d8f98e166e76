using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Rollups;

namespace Hotaru.Storage.Retention;

/// <summary>
/// Ages data: raw blocks become five-minute rollups, those become hourly ones, and what is older than all of
/// it or too much goes. Used by one thread at a time.
/// </summary>
/// <param name="levels">The finest first.</param>
internal sealed class RetentionRun(
    StorageModel model, IStore store, BlockSet raw, IReadOnlyList<RollupLevel> levels, RollupWriter rollups)
{
    private readonly long _rawMs = (long)model.RetentionRaw.TotalMilliseconds;

    /// <summary>How many blocks are gone.</summary>
    /// <param name="nowMs">Null while the clock is not trusted: then nothing goes by age.</param>
    public async Task<int> RunAsync(long? nowMs, CancellationToken cancellation)
    {
        var before = Count();
        if (nowMs is { } now)
        {
            await AgeRawAsync(now, cancellation).ConfigureAwait(false);
            for (var i = 0; i < levels.Count; i++)
                await AgeLevelAsync(i, now, cancellation).ConfigureAwait(false);
        }

        await ShrinkAsync(cancellation).ConfigureAwait(false);
        return Math.Max(0, before - Count());
    }

    private int Count() => raw.Blocks.All.Length + levels.Sum(l => l.Sets.Sum(s => s.Blocks.All.Length));

    private async Task AgeRawAsync(long nowMs, CancellationToken cancellation)
    {
        var level = levels.FirstOrDefault(l => l.RetentionMs > _rawMs);
        if (level is null)
        {
            var old = raw.Blocks.All.Where(g => g.MaxTimeMs < nowMs - _rawMs).ToList();
            await DropAsync([.. old.Select(g => (raw, g))], cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var period in raw.Blocks.All.GroupBy(g => g.StartMs / level.PeriodMs))
        {
            // A period is condensed whole, so that no step of it is cut.
            if ((period.Key + 1) * level.PeriodMs > nowMs - _rawMs) continue;
            await rollups.CondenseAsync(raw, [.. period], level, cancellation).ConfigureAwait(false);
        }
    }

    private async Task AgeLevelAsync(int at, long nowMs, CancellationToken cancellation)
    {
        var level = levels[at];
        var next = levels.Skip(at + 1).FirstOrDefault(l => l.RetentionMs > level.RetentionMs);
        var periodMs = next?.PeriodMs ?? level.PeriodMs;
        var starts = level.Sets.SelectMany(s => s.Blocks.All).Select(g => g.StartMs / periodMs).Distinct(
            ).Order();
        foreach (var period in starts.ToList())
        {
            var (from, until) = (period * periodMs, (period + 1) * periodMs);
            if (until > nowMs - level.RetentionMs) continue;
            if (next is not null)
            {
                await rollups.CondenseAsync(level, from, until, next, cancellation).ConfigureAwait(false);
                continue;
            }

            await DropAsync(
                [
                    .. level.Sets.SelectMany(s => s.Blocks.All
                        .Where(g => g.StartMs >= from && g.StartMs < until).Select(g => (s, g))),
                ],
                cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The oldest data of any kind goes until the size and the file system's reserve are kept.
    /// </summary>
    private async Task ShrinkAsync(CancellationToken cancellation)
    {
        var excess = Excess();
        if (excess <= 0) return;
        // The newest block stays: a limit below its size is a mistake that must not cost all data.
        var newest = raw.Blocks.All.Length > 0 ? raw.Blocks.All[^1].StartMs : 0;
        var gone = new List<(BlockSet, BlockGeneration)>();
        var sets = levels.SelectMany(l => l.Sets).Append(raw);
        foreach (var (set, generation) in sets.SelectMany(s => s.Blocks.All.Select(g => (s, g)))
            .Where(x => x.g.StartMs < newest).OrderBy(x => x.g.MaxTimeMs))
        {
            if (excess <= 0) break;
            gone.Add((set, generation));
            excess -= generation.Bytes;
        }

        await DropAsync(gone, cancellation).ConfigureAwait(false);
    }

    private async Task DropAsync(
        IReadOnlyList<(BlockSet Set, BlockGeneration Generation)> gone, CancellationToken cancellation)
    {
        if (gone.Count == 0) return;
        var batch = new StoreBatch();
        foreach (var (set, generation) in gone) set.Delete(batch, generation);
        await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        foreach (var (set, generation) in gone) set.Blocks.Remove([generation]);
    }

    /// <summary>Bytes to be freed.</summary>
    private long Excess()
    {
        var excess = model.RetentionSize > 0 ? store.SizeBytes - model.RetentionSize : 0;
        if (model.KeepFree > 0 && store is IStoreUpkeep { DiskFreeBytes: >= 0 } upkeep)
            excess = Math.Max(excess, model.KeepFree - upkeep.DiskFreeBytes - upkeep.FreeBytes);
        return excess;
    }
}
