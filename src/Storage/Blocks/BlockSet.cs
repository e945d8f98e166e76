using Hotaru.Model;

namespace Hotaru.Storage.Blocks;

/// <summary>
/// Blocks of one kind: their two tables, what is in them, and the rows that are kept in memory.
/// </summary>
internal sealed class BlockSet(
    IStore store, string rowsTable, string directoryTable, long cacheBytes, DamageReport damage)
{
    public string RowsTable => rowsTable;

    public string DirectoryTable => directoryTable;

    public BlockList Blocks { get; } = new();

    public RowCache Rows { get; } = new(store, rowsTable, cacheBytes, damage);

    public BlockGeneration[] In(long minTimeMs, long maxTimeMs) =>
        Array.FindAll(Blocks.All, g => g.MinTimeMs <= maxTimeMs && g.MaxTimeMs >= minTimeMs);

    public void Delete(StoreBatch batch, BlockGeneration generation)
    {
        batch.DeleteRange(rowsTable, KeyRange.Prefix(generation.Key));
        batch.Delete(directoryTable, generation.Key);
    }

    /// <summary>All ids that have a chunk in any block.</summary>
    public void AddIds(HashSet<uint> ids)
    {
        foreach (var generation in Blocks.All) generation.AddIds(ids);
    }
}
