namespace Hotaru.Storage.Blocks;

/// <summary>
/// All generations by start and number. A change makes a new array, so readers keep what they took.
/// </summary>
internal sealed class BlockList
{
    private readonly Lock _lock = new();
    private volatile BlockGeneration[] _all = [];

    public BlockGeneration[] All => _all;

    public void Add(IEnumerable<BlockGeneration> generations)
    {
        lock (_lock)
        {
            _all = [.. _all.Concat(generations).OrderBy(g => g.StartMs).ThenBy(g => g.Number)];
        }
    }

    public void Remove(IReadOnlyCollection<BlockGeneration> generations)
    {
        lock (_lock) _all = [.. _all.Except(generations)];
    }

    public uint NextNumber(long startMs)
    {
        uint next = 0;
        foreach (var generation in _all)
        {
            if (generation.StartMs == startMs) next = Math.Max(next, generation.Number + 1);
        }

        return next;
    }
}
