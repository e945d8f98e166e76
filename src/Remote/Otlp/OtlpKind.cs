namespace Hotaru.Remote;

/// <summary>Which of the five kinds of data a metric has.</summary>
internal enum OtlpKind
{
    None,
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}
