namespace Hotaru.Storage.Blocks;

/// <summary>What the directory says of a row. The ids are runs: first, last, first, last ...</summary>
internal sealed record RowEntry(uint[] IdRuns, long MinTimeMs, long MaxTimeMs, int Samples, int Bytes)
{
    public uint FirstId => IdRuns[0];

    public uint LastId => IdRuns[^1];

    public bool Has(uint id)
    {
        var at = IdRuns.AsSpan().BinarySearch(id);
        if (at >= 0) return true;
        // Between the first and the last of a run the next greater bound is a last one, at an odd position.
        return (~at & 1) == 1;
    }
}
