namespace Hotaru.Promql;

/// <summary>A call of a function.</summary>
public sealed class FunctionCall : Expression
{
    public required FunctionSignature Function { get; init; }

    public required IReadOnlyList<Expression> Arguments { get; init; }

    public override ValueKind Kind => Function.Returns;

    public override IEnumerable<Expression> Children => Arguments;
}
