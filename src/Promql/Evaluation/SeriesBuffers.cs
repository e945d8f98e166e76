namespace Hotaru.Promql;

/// <summary>
/// Buffers that series are read into. A few of moderate size are kept between queries, so that a small query
/// does not begin with making room. Thread-safe.
/// </summary>
internal sealed class SeriesBuffers
{
    private const int MostKept = 4;

    /// <summary>A week at 15 s; two columns of 8 bytes each.</summary>
    private const int LargestKept = 40_960;

    private readonly Stack<RangeSeries> _free = new(MostKept);

    public RangeSeries Take()
    {
        lock (_free) return _free.Count > 0 ? _free.Pop() : new RangeSeries();
    }

    public void Give(RangeSeries buffer)
    {
        if (!buffer.TryForget(LargestKept)) return;
        lock (_free)
        {
            if (_free.Count < MostKept) _free.Push(buffer);
        }
    }
}
