namespace Hotaru.Promql;

/// <summary>Where a selector's offset and @ move the times of a window to, in milliseconds.</summary>
internal readonly record struct SelectorTimes(long OffsetMs, long? AtMs)
{
    public static SelectorTimes Of(TimeModifiers time, QueryWindow root)
    {
        var at = time.Edge switch
        {
            AtEdge.Start => root.StartMs,
            AtEdge.End => root.EndMs,
            _ => time.AtMs,
        };
        var offset = DurationCalculator.Milliseconds(time.OffsetMs, time.Offset, root, mayBeNegative: true);
        return new SelectorTimes(offset, at);
    }

    /// <summary>The time whose data a step looks at.</summary>
    public long Reference(long stepMs) => (AtMs ?? stepMs) - OffsetMs;

    public long First(QueryWindow window) => Reference(window.StartMs);

    public long Last(QueryWindow window) => Reference(window.TimeAt(window.Steps - 1));
}
