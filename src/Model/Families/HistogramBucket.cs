namespace Hotaru.Model;

/// <summary>A classic bucket: all observations up to and including the upper bound.</summary>
public readonly record struct HistogramBucket(
    double UpperBound, double CumulativeCount, Exemplar? Exemplar = null);
