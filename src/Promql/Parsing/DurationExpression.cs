namespace Hotaru.Promql;

/// <summary>
/// A duration that is computed, in seconds. Operands are number literals or duration expressions.
/// </summary>
public sealed class DurationExpression : Expression
{
    public required DurationOperator Operator { get; init; }

    /// <summary>Null for a sign before <see cref="Right"/>, and for step() and range().</summary>
    public Expression? Left { get; init; }

    public Expression? Right { get; init; }

    /// <summary>In parentheses.</summary>
    public bool Wrapped { get; internal set; }

    public override ValueKind Kind => ValueKind.Scalar;

    // As in the peers, a walk over the tree does not go into durations.
    public override IEnumerable<Expression> Children => [];
}
