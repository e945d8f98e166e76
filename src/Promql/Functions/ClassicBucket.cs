namespace Hotaru.Promql;

/// <summary>A classic bucket with its cumulative count.</summary>
internal record struct ClassicBucket(double UpperBound, double Count);
