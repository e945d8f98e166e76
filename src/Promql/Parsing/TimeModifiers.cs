namespace Hotaru.Promql;

/// <summary>The offset and @ of a selector or subquery.</summary>
public sealed class TimeModifiers
{
    /// <summary>Milliseconds; 0 where the offset is an expression.</summary>
    public long OffsetMs { get; internal set; }

    public DurationExpression? Offset { get; internal set; }

    /// <summary>@ with a time, in milliseconds since the epoch.</summary>
    public long? AtMs { get; internal set; }

    public AtEdge Edge { get; internal set; }

    public bool HasOffset => OffsetMs != 0 || Offset is not null;

    public bool HasAt => AtMs is not null || Edge != AtEdge.None;
}
