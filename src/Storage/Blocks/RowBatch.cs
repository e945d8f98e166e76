using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Blocks;

/// <summary>Collects the chunks of one new generation into rows. Not for concurrent use.</summary>
internal sealed class RowBatch(BlockSet set, long startMs, uint number)
{
    private const int RowBytes = 32 * 1024;

    private readonly BlockRowWriter _row = new();
    private readonly List<RowEntry> _entries = [];

    /// <summary>Series by rising id; the batch takes each row that is full.</summary>
    public void Add(StoreBatch batch, uint id, SampleColumns columns)
    {
        if (_row.IsEmpty) _row.Begin();
        if (columns.Count > 0) _row.Add(id, columns);
        if (_row.Length >= RowBytes) Finish(batch);
    }

    /// <summary>Puts the last row and the directory; null where there was nothing.</summary>
    public BlockGeneration? End(StoreBatch batch)
    {
        if (!_row.IsEmpty) Finish(batch);
        if (_entries.Count == 0) return null;
        var generation = new BlockGeneration(startMs, number, [.. _entries]);
        batch.Put(set.DirectoryTable, generation.Key, generation.Encode());
        return generation;
    }

    private void Finish(StoreBatch batch)
    {
        var bytes = _row.Finish();
        _entries.Add(RowEntry.Of(_row, bytes.Length));
        batch.Put(set.RowsTable, BlockKeys.Row(startMs, number, _row.Ids[0]), bytes);
        _row.Begin();
    }
}
