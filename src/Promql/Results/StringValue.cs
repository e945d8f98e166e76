namespace Hotaru.Promql;

/// <summary>A text at a time.</summary>
public sealed class StringValue(long timestampMs, string value) : QueryValue
{
    public override ValueKind Kind => ValueKind.String;

    public long TimestampMs { get; } = timestampMs;

    public string Value { get; } = value;
}
