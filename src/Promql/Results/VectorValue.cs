namespace Hotaru.Promql;

/// <summary>Series with one value each, in the order of the answer.</summary>
public sealed class VectorValue(IReadOnlyList<VectorSample> samples) : QueryValue
{
    public override ValueKind Kind => ValueKind.Vector;

    public IReadOnlyList<VectorSample> Samples { get; } = samples;
}
