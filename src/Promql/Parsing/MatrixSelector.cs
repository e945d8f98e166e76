namespace Hotaru.Promql;

/// <summary>A range vector selector.</summary>
public sealed class MatrixSelector : Expression
{
    public required VectorSelector Vector { get; init; }

    /// <summary>Milliseconds; 0 where the range is an expression.</summary>
    public long RangeMs { get; init; }

    public DurationExpression? Range { get; init; }

    public override ValueKind Kind => ValueKind.Matrix;

    public override IEnumerable<Expression> Children => [Vector];
}
