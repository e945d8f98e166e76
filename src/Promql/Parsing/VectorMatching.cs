namespace Hotaru.Promql;

/// <summary>
/// Which series of two vectors belong together: on, ignoring, group_left, group_right and fill.
/// </summary>
public sealed record VectorMatching
{
    public MatchCardinality Cardinality { get; init; }

    /// <summary>True for on(...), false for ignoring(...).</summary>
    public bool On { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The labels of group_left or group_right that are taken from the side of one.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Stands for a missing series of the left side.</summary>
    public double? FillLeft { get; init; }

    public double? FillRight { get; init; }
}
