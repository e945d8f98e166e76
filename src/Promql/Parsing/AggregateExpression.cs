namespace Hotaru.Promql;

/// <summary>An aggregation over the series of a vector.</summary>
public sealed class AggregateExpression : Expression
{
    public required Aggregation Operator { get; init; }

    public required Expression Operand { get; init; }

    /// <summary>k, the quantile, the ratio or the label of count_values; null for the others.</summary>
    public Expression? Parameter { get; init; }

    public IReadOnlyList<string> Grouping { get; init; } = [];

    /// <summary>The labels are dropped rather than kept.</summary>
    public bool Without { get; init; }

    public string Name => Keywords.Symbol(TokenKind.Sum + (int)Operator);

    public override ValueKind Kind => ValueKind.Vector;

    public override IEnumerable<Expression> Children => Parameter is null ? [Operand] : [Parameter, Operand];
}
