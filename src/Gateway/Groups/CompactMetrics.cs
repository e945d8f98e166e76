using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// The metrics of a family as their values alone, the labels being those of the stored series: what the
/// families of most pushes can be brought to. Everything a push says can be had from it again.
/// </summary>
internal static class CompactMetrics
{
    /// <summary>The values; null where the metrics have more to them than a value and labels.</summary>
    public static double[]? TryPack(MetricFamily family)
    {
        var values = new double[family.Metrics.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (family.Metrics[i] is not ValueMetric metric || !IsPlain(metric)) return null;
            values[i] = metric.Value;
        }

        return values;
    }

    public static Metric[] Unpack(Labels[] series, double[] values)
    {
        var metrics = new Metric[values.Length];
        for (var i = 0; i < values.Length; i++) metrics[i] = new ValueMetric(LabelsOf(series[i]), values[i]);
        return metrics;
    }

    /// <summary>Whether the metrics have these series, in their order.</summary>
    public static bool HaveSeries(IReadOnlyList<Metric> metrics, Labels[] series)
    {
        if (metrics.Count != series.Length) return false;
        for (var i = 0; i < series.Length; i++)
        {
            if (metrics[i] is not ValueMetric || !IsSame(metrics[i].Labels, series[i])) return false;
        }

        return true;
    }

    /// <summary>A series has no empty values; of a pushed metric only the instance may have one.</summary>
    private static bool IsPlain(ValueMetric metric)
    {
        if (metric is not { Exemplar: null, TimestampMs: null, CreatedMs: null }) return false;
        var labels = metric.Labels;
        foreach (var label in labels)
        {
            if (label.Value.Length == 0 && label.Name != LabelNames.Instance) return false;
        }

        return labels.Has(LabelNames.Instance) && !labels.Has(LabelNames.MetricName);
    }

    private static bool IsSame(Labels labels, Labels series)
    {
        var at = 0;
        foreach (var label in labels)
        {
            if (label.Value.Length == 0)
            {
                if (label.Name != LabelNames.Instance) return false;
                continue;
            }

            if (at < series.Count && series[at].Name == LabelNames.MetricName) at++;
            if (at == series.Count || series[at++] != label) return false;
        }

        return at == series.Count || (at == series.Count - 1 && series[at].Name == LabelNames.MetricName);
    }

    private static Labels LabelsOf(Labels series)
    {
        var hasInstance = series.Has(LabelNames.Instance);
        var labels = new Label[series.Count - (hasInstance ? 1 : 0)];
        var count = 0;
        foreach (var label in series)
        {
            if (label.Name == LabelNames.MetricName) continue;
            if (!hasInstance && Labels.CompareText(label.Name, LabelNames.Instance) > 0)
            {
                labels[count++] = new Label(LabelNames.Instance, "");
                hasInstance = true;
            }

            labels[count++] = label;
        }

        if (!hasInstance) labels[count] = new Label(LabelNames.Instance, "");
        return Labels.FromSorted(labels);
    }
}
