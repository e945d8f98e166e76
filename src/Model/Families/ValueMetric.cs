namespace Hotaru.Model;

/// <summary>A counter, a gauge, an untyped metric, an info or one state of a state set.</summary>
public sealed record ValueMetric(Labels Labels, double Value, long? TimestampMs = null)
    : Metric(Labels, TimestampMs)
{
    public Exemplar? Exemplar { get; init; }
}
