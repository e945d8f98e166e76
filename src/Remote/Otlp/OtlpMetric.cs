using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>What a metric says of itself, ahead of its data points.</summary>
internal sealed record OtlpMetric
{
    public const int Delta = 1;
    public const int Cumulative = 2;

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public string Unit { get; set; } = "";

    public OtlpKind Kind { get; set; }

    /// <summary>As the protocol numbers it: 1 delta, 2 cumulative.</summary>
    public int Temporality { get; set; }

    public bool IsMonotonic { get; set; }

    public bool HasTemporality =>
        Kind is OtlpKind.Sum or OtlpKind.Histogram or OtlpKind.ExponentialHistogram;

    public bool IsDelta => HasTemporality && Temporality == Delta;

    /// <summary>A difference has no type of the field yet.</summary>
    public MetricType Type => Kind switch
    {
        _ when IsDelta => MetricType.Unknown,
        OtlpKind.Gauge => MetricType.Gauge,
        OtlpKind.Sum => IsMonotonic ? MetricType.Counter : MetricType.Gauge,
        OtlpKind.Histogram or OtlpKind.ExponentialHistogram => MetricType.Histogram,
        OtlpKind.Summary => MetricType.Summary,
        _ => MetricType.Unknown,
    };
}
