namespace Hotaru.Promql;

/// <summary>A string in quotes of any kind, without them and unescaped.</summary>
public sealed class StringLiteral : Expression
{
    public required string Value { get; init; }

    public override ValueKind Kind => ValueKind.String;

    public override IEnumerable<Expression> Children => [];
}
