namespace Hotaru.Model;

/// <summary>
/// A histogram: classic buckets with cumulative counts, and the native form where it came with one.
/// </summary>
public sealed record HistogramMetric(
    Labels Labels, double Count, double Sum, IReadOnlyList<HistogramBucket> Buckets, long? TimestampMs = null)
    : Metric(Labels, TimestampMs)
{
    public FloatHistogram? Native { get; init; }

    /// <summary>Exemplars that stand beside a native histogram.</summary>
    public IReadOnlyList<Exemplar> Exemplars { get; init; } = [];
}
