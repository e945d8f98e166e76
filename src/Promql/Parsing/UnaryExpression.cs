namespace Hotaru.Promql;

/// <summary>Plus or minus before an expression.</summary>
public sealed class UnaryExpression : Expression
{
    public required bool Negates { get; init; }

    public required Expression Operand { get; init; }

    public override ValueKind Kind => Operand.Kind;

    public override IEnumerable<Expression> Children => [Operand];
}
