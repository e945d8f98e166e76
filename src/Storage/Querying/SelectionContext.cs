using System.Collections.Concurrent;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Rollups;

namespace Hotaru.Storage.Querying;

/// <summary>What the series of one selection share.</summary>
internal sealed class SelectionContext(
    BlockGeneration[] generations, RowCache rows, TombstoneTable tombstones, RollupSelection[] rollups)
{
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);

    public BlockGeneration[] Generations => generations;

    public RowCache Rows => rows;

    /// <summary>The levels that reach into the selection, the coarsest (and oldest) first.</summary>
    public RollupSelection[] Rollups => rollups;

    public TombstoneTable Tombstones => tombstones;

    public IReadOnlyList<string> Warnings =>
        _warnings.IsEmpty ? [] : [.. _warnings.Keys.Order(StringComparer.Ordinal)];

    public void Warn(string text) => _warnings.TryAdd(text, true);

    public void Missing(BlockGeneration generation, int row)
    {
        var from = DateTimeOffset.FromUnixTimeMilliseconds(generation.Rows[row].MinTimeMs);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(generation.Rows[row].MaxTimeMs);
        Warn($"{generation.Rows[row].Samples} samples from {from:u} to {until:u} are damaged or gone");
    }
}
