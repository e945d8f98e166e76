namespace Hotaru.Promql;

/// <summary>Series with any number of values each, sorted by their labels.</summary>
public sealed class MatrixValue(IReadOnlyList<MatrixSeries> series) : QueryValue
{
    public override ValueKind Kind => ValueKind.Matrix;

    public IReadOnlyList<MatrixSeries> Series { get; } = series;
}
