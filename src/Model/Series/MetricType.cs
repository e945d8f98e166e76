namespace Hotaru.Model;

/// <summary>The types of OpenMetrics; text 0.0.4 "untyped" is <see cref="Unknown"/>.</summary>
public enum MetricType
{
    Unknown,
    Counter,
    Gauge,
    Histogram,
    GaugeHistogram,
    Summary,
    Info,
    StateSet,
}
