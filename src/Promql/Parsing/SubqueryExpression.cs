namespace Hotaru.Promql;

/// <summary>An expression that is evaluated over a range.</summary>
public sealed class SubqueryExpression : Expression
{
    public required Expression Inner { get; init; }

    /// <summary>Milliseconds; 0 where the range is an expression.</summary>
    public long RangeMs { get; init; }

    public DurationExpression? Range { get; init; }

    /// <summary>Milliseconds; 0 with a null <see cref="Step"/>: the default evaluation interval.</summary>
    public long StepMs { get; init; }

    public DurationExpression? Step { get; init; }

    public TimeModifiers Time { get; } = new();

    public override ValueKind Kind => ValueKind.Matrix;

    public override IEnumerable<Expression> Children => [Inner];
}
