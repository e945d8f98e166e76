using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>A histogram at a time in milliseconds since the epoch.</summary>
public readonly record struct HistogramSample(long TimestampMs, FloatHistogram Histogram);
