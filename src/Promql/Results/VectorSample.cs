using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>A series' value: a float, or a histogram where there is one.</summary>
public readonly record struct VectorSample(
    Labels Labels, long TimestampMs, double Value, FloatHistogram? Histogram = null);
