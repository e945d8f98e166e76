namespace Hotaru.Model;

/// <summary>One member of a family: its labels without the name, le and quantile, and what it says.</summary>
/// <param name="Labels">Labels without __name__.</param>
/// <param name="TimestampMs">Milliseconds since the epoch where one was given.</param>
public abstract record Metric(Labels Labels, long? TimestampMs)
{
    /// <summary>When the counting began, in milliseconds since the epoch, where it was told (_created).</summary>
    public long? CreatedMs { get; init; }
}

/// <summary>A counter, a gauge, an untyped metric, an info or one state of a state set.</summary>
public sealed record ValueMetric(Labels Labels, double Value, long? TimestampMs = null) : Metric(Labels, TimestampMs)
{
    public Exemplar? Exemplar { get; init; }
}

/// <summary>A summary: quantile and value pairs in the order they came.</summary>
public sealed record SummaryMetric(
    Labels Labels, double Count, double Sum, IReadOnlyList<(double Quantile, double Value)> Quantiles,
    long? TimestampMs = null) : Metric(Labels, TimestampMs);

/// <summary>A histogram: classic buckets with cumulative counts, and the native form where it came with one.</summary>
public sealed record HistogramMetric(
    Labels Labels, double Count, double Sum, IReadOnlyList<HistogramBucket> Buckets, long? TimestampMs = null)
    : Metric(Labels, TimestampMs)
{
    public FloatHistogram? Native { get; init; }

    /// <summary>Exemplars that stand beside a native histogram.</summary>
    public IReadOnlyList<Exemplar> Exemplars { get; init; } = [];
}
