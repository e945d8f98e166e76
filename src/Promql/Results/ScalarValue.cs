namespace Hotaru.Promql;

/// <summary>A number at a time.</summary>
public sealed class ScalarValue(long timestampMs, double value) : QueryValue
{
    public override ValueKind Kind => ValueKind.Scalar;

    public long TimestampMs { get; } = timestampMs;

    public double Value { get; } = value;
}
