namespace Hotaru.Storage.Blocks;

/// <summary>What the directory says of a row. The ids are runs: first, last, first, last ...</summary>
internal sealed record RowEntry(uint[] IdRuns, long MinTimeMs, long MaxTimeMs, int Samples, int Bytes)
{
    public static RowEntry Of(BlockRowWriter row, int bytes) =>
        new(Blocks.IdRuns.Of(row.Ids), row.MinTimeMs, row.MaxTimeMs, row.Samples, bytes);

    public uint FirstId => IdRuns[0];

    public uint LastId => IdRuns[^1];

    public long SeriesCount
    {
        get
        {
            long count = 0;
            for (var run = 0; run < IdRuns.Length; run += 2) count += IdRuns[run + 1] - IdRuns[run] + 1;
            return count;
        }
    }

    public bool Has(uint id)
    {
        var at = IdRuns.AsSpan().BinarySearch(id);
        if (at >= 0) return true;
        // Between the first and the last of a run the next greater bound is a last one, at an odd position.
        return (~at & 1) == 1;
    }
}
