using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// One sample of a metric as a scrape would see it: a bucket, a quantile, a sum, a count or the value.
/// </summary>
/// <param name="Suffix">What is added to the family's name.</param>
/// <param name="ExtraLabel">le or quantile, or empty.</param>
/// <param name="Histogram">The value where the sample is a native histogram.</param>
public readonly record struct FamilySample(
    Metric Metric, string Suffix, string ExtraLabel, double ExtraValue, double Value,
    FloatHistogram? Histogram = null,
    Exemplar? Exemplar = null)
{
    /// <summary>The labels of the series, with its name and without empty values.</summary>
    public Labels SeriesLabels(string family)
    {
        var count = 1 + (ExtraLabel.Length > 0 ? 1 : 0);
        foreach (var label in Metric.Labels) count += label.Value.Length > 0 ? 1 : 0;
        var labels = new Label[count];
        labels[0] = new Label(LabelNames.MetricName, family + Suffix);
        var i = 1;
        if (ExtraLabel.Length > 0) labels[i++] = new Label(ExtraLabel, FloatText.OpenMetrics(ExtraValue));
        foreach (var label in Metric.Labels)
        {
            if (label.Value.Length > 0) labels[i++] = label;
        }

        Array.Sort(labels, static (a, b) => Labels.CompareText(a.Name, b.Name));
        return Labels.FromSorted(labels);
    }
}
