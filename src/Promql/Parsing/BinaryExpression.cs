namespace Hotaru.Promql;

/// <summary>Two expressions and an operator between them.</summary>
public sealed class BinaryExpression : Expression
{
    public required BinaryOperator Operator { get; init; }

    public required Expression Left { get; init; }

    public required Expression Right { get; init; }

    /// <summary>Null unless both sides are vectors.</summary>
    public VectorMatching? Matching { get; internal set; }

    /// <summary>A comparison that gives 0 or 1 instead of filtering.</summary>
    public bool ReturnsBool { get; init; }

    public override ValueKind Kind =>
        Left.Kind == ValueKind.Scalar && Right.Kind == ValueKind.Scalar ? ValueKind.Scalar : ValueKind.Vector;

    public override IEnumerable<Expression> Children => [Left, Right];
}
