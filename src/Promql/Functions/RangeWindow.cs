using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// What a range function sees at one step: the samples in its range, floats and histograms apart.
/// </summary>
internal readonly ref struct RangeWindow(
    RangeSeries series, int first, int end, int firstHistogram, int endHistogram)
{
    /// <summary>The index in the series of the first float of the window.</summary>
    public int First => first;

    public RangeSeries Series => series;

    public ReadOnlySpan<long> Times => series.Times[first..end];

    public ReadOnlySpan<double> Values => series.Values[first..end];

    public ReadOnlySpan<long> HistogramTimes => series.HistogramTimes[firstHistogram..endHistogram];

    public ReadOnlySpan<FloatHistogram> Histograms => series.Histograms[firstHistogram..endHistogram];

    /// <summary>Start timestamps of the floats; empty where none are known or used.</summary>
    public ReadOnlySpan<long> Starts => UsesStarts && series.HasStarts ? series.Starts[first..end] : default;

    public ReadOnlySpan<long> HistogramStarts =>
        UsesStarts && series.HasStarts ? series.HistogramStarts[firstHistogram..endHistogram] : default;

    public int FloatCount => end - first;

    public int HistogramCount => endHistogram - firstHistogram;

    /// <summary>The edges of the range without what anchored and smoothed add: (start, end].</summary>
    public long StartMs { get; init; }

    public long EndMs { get; init; }

    /// <summary>The time of the step.</summary>
    public long TimeMs { get; init; }

    public int Step { get; init; }

    public bool UsesStarts { get; init; }
}
