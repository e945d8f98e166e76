namespace Hotaru.Promql;

/// <summary>An expression in parentheses.</summary>
public sealed class Parenthesized : Expression
{
    public required Expression Inner { get; init; }

    public override ValueKind Kind => Inner.Kind;

    public override IEnumerable<Expression> Children => [Inner];
}
