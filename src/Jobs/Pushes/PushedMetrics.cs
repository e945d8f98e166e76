using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What was pushed, as the figures of a run: without the grouping labels, and with quantiles for buckets.
/// </summary>
internal static class PushedMetrics
{
    public static ImmutableArray<RunMetric> Of(IReadOnlyList<MetricFamily> families, Labels key) =>
        [.. families.SelectMany(family => Of(family, key)).Take(JobSignals.MaxMetrics)];

    private static IEnumerable<RunMetric> Of(MetricFamily family, Labels key) =>
        family.Metrics.SelectMany(metric => Of(family.Name, metric, key));

    private static IEnumerable<RunMetric> Of(string name, Metric metric, Labels key) => metric switch
    {
        ValueMetric value => [new RunMetric(name + Text(value.Labels, key), value.Value)],
        SummaryMetric summary => Of(
            name, summary.Labels, key, (summary.Count, summary.Sum), summary.Quantiles),
        HistogramMetric histogram => Of(
            name, histogram.Labels, key, (histogram.Count, histogram.Sum),
            HistogramFigures.Quantiles(histogram)),
        _ => [],
    };

    private static IEnumerable<RunMetric> Of(
        string name, Labels labels, Labels key, (double Count, double Sum) all,
        IEnumerable<(double Quantile, double Value)> quantiles)
    {
        yield return new RunMetric(name + "_count" + Text(labels, key), all.Count);
        yield return new RunMetric(name + "_sum" + Text(labels, key), all.Sum);
        foreach (var (quantile, value) in quantiles)
        {
            var own = labels.With(LabelNames.Quantile, GoFloat.General(quantile));
            yield return new RunMetric(name + Text(own, key), value);
        }
    }

    private static string Text(Labels labels, Labels key)
    {
        var own = labels.Where(label => label.Value.Length > 0 && key[label.Name] != label.Value)
            .Select(label => $"{label.Name}=\"{label.Value}\"").ToList();
        return own.Count == 0 ? "" : "{" + string.Join(",", own) + "}";
    }
}
