namespace Hotaru.Model;

/// <summary>
/// A run of consecutive buckets: gap to the end of the previous run (first: absolute index), and length.
/// </summary>
public readonly record struct HistogramSpan(int Offset, int Length);
