using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>A summary or histogram that grows line by line.</summary>
internal sealed class MetricDraft(Labels labels)
{
    private readonly List<(double Quantile, double Value)> _quantiles = [];
    private readonly List<HistogramBucket> _buckets = [];

    public double Count { get; set; }

    public double Sum { get; set; }

    public long? TimestampMs { get; set; }

    public void AddQuantile(double quantile, double value) => _quantiles.Add((quantile, value));

    public void AddBucket(double bound, double count) => _buckets.Add(new HistogramBucket(bound, count));

    public SummaryMetric ToSummary() => new(labels, Count, Sum, _quantiles.ToArray(), TimestampMs);

    public HistogramMetric ToHistogram() => new(labels, Count, Sum, _buckets.ToArray(), TimestampMs);
}
