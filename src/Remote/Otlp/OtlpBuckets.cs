namespace Hotaru.Remote;

/// <summary>One side of an exponential histogram: counts of consecutive buckets.</summary>
internal sealed class OtlpBuckets
{
    /// <summary>The index of the first bucket.</summary>
    public int Offset { get; set; }

    public List<ulong> Counts { get; } = [];

    public void Clear()
    {
        Offset = 0;
        Counts.Clear();
    }
}
