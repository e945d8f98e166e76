namespace Hotaru.Promql;

/// <summary>A number, or a duration in seconds.</summary>
public sealed class NumberLiteral : Expression
{
    public double Value { get; internal set; }

    /// <summary>Written as a duration.</summary>
    public bool IsDuration { get; internal set; }

    public override ValueKind Kind => ValueKind.Scalar;

    public override IEnumerable<Expression> Children => [];
}
