namespace Hotaru.Model;

/// <summary>A summary: quantile and value pairs in the order they came.</summary>
public sealed record SummaryMetric(
    Labels Labels, double Count, double Sum, IReadOnlyList<(double Quantile, double Value)> Quantiles,
    long? TimestampMs = null) : Metric(Labels, TimestampMs);
