using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>An instant vector selector.</summary>
public sealed class VectorSelector : Expression
{
    /// <summary>The name before the braces; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>All matchers; the one of <see cref="Name"/> is the last.</summary>
    public required IReadOnlyList<Matcher> Matchers { get; init; }

    public TimeModifiers Time { get; } = new();

    public bool Anchored { get; internal set; }

    public bool Smoothed { get; internal set; }

    internal bool MayMatchEverything { get; set; }

    public override ValueKind Kind => ValueKind.Vector;

    public override IEnumerable<Expression> Children => [];

    /// <summary>The names that the selector can match, or null where they are not fixed.</summary>
    public IReadOnlyList<string>? MetricNames()
    {
        foreach (var matcher in Matchers)
        {
            if (matcher.Name != LabelNames.MetricName) continue;
            if (matcher.Operator == MatchOperator.Equal && matcher.Value.Length > 0) return [matcher.Value];
            if (matcher.Operator == MatchOperator.Regex && matcher.Alternatives is { } names
                && !matcher.MatchesEmpty)
                return names;
        }

        return null;
    }
}
