using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// One series of a vector over all steps. A step holds a float, a histogram (its value is then
/// <see cref="Absent"/>) or nothing. A column belongs to whoever received it last.
/// </summary>
internal sealed class SeriesColumn(Labels labels, double[] values)
{
    public Labels Labels { get; set; } = labels;

    public double[] Values { get; } = values;

    public FloatHistogram?[]? Histograms { get; set; }

    /// <summary>The metric name goes when the query ends (delayed name removal).</summary>
    public bool DropName { get; set; }

    public bool HasFloat(int step) => !Absent.Is(Values[step]);

    public FloatHistogram? Histogram(int step) => Histograms?[step];

    public bool Has(int step) =>
        !Absent.Is(Values[step]) || (Histograms is not null && Histograms[step] is not null);

    public void Set(int step, FloatHistogram histogram)
    {
        Histograms ??= new FloatHistogram?[Values.Length];
        Histograms[step] = histogram;
        Values[step] = Absent.Value;
    }

    public void Set(int step, double value, FloatHistogram? histogram)
    {
        if (histogram is null) Values[step] = value;
        else Set(step, histogram);
    }

    public void Clear(int step)
    {
        Values[step] = Absent.Value;
        if (Histograms is not null) Histograms[step] = null;
    }

    /// <summary>How many samples the column holds, histograms by their size.</summary>
    public long SampleCount()
    {
        long count = 0;
        foreach (var value in Values)
        {
            if (!Absent.Is(value)) count++;
        }

        if (Histograms is null) return count;
        foreach (var histogram in Histograms)
        {
            if (histogram is not null) count += (histogram.SizeBytes + 8) / 16;
        }

        return count;
    }

    public bool IsEmpty()
    {
        for (var i = 0; i < Values.Length; i++)
        {
            if (Has(i)) return false;
        }

        return true;
    }
}
