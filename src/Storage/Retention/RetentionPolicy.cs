using Hotaru.Model;
using Hotaru.Storage.Blocks;

namespace Hotaru.Storage.Retention;

/// <summary>
/// Which generations are to go: those that are too old, then the oldest until sizes are kept.
/// </summary>
internal sealed class RetentionPolicy(StorageModel model, IStore store)
{
    private readonly long _retentionMs = (long)model.RetentionRaw.TotalMilliseconds;

    /// <param name="all">By time.</param>
    /// <param name="nowMs">Null while the clock is not trusted: then nothing goes by age.</param>
    public List<BlockGeneration> Expired(IReadOnlyList<BlockGeneration> all, long? nowMs)
    {
        var gone = new List<BlockGeneration>();
        if (nowMs is { } now) gone.AddRange(all.Where(g => g.MaxTimeMs < now - _retentionMs));
        var excess = Excess() - gone.Sum(g => g.Bytes);
        foreach (var generation in all)
        {
            // The newest block stays: a limit below its size is a mistake that must not cost all data.
            if (excess <= 0 || generation.StartMs == all[^1].StartMs) break;
            if (gone.Contains(generation)) continue;
            gone.Add(generation);
            excess -= generation.Bytes;
        }

        return gone;
    }

    /// <summary>Bytes to be freed so that the size and the file system's reserve are kept.</summary>
    private long Excess()
    {
        var excess = model.RetentionSize > 0 ? store.SizeBytes - model.RetentionSize : 0;
        if (model.KeepFree > 0 && store is IStoreUpkeep { DiskFreeBytes: >= 0 } upkeep)
            excess = Math.Max(excess, model.KeepFree - upkeep.DiskFreeBytes - upkeep.FreeBytes);
        return excess;
    }
}
