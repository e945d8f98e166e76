using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>One series of a matrix: floats and histograms, each in rising time.</summary>
public sealed class MatrixSeries(Labels labels, Sample[] floats, HistogramSample[] histograms)
{
    public Labels Labels { get; } = labels;

    public IReadOnlyList<Sample> Floats => floats;

    public ReadOnlySpan<Sample> FloatSpan => floats;

    public IReadOnlyList<HistogramSample> Histograms => histograms;
}
