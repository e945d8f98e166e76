using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What was pushed, as the figures of a run: without buckets and without the grouping labels.
/// </summary>
internal static class PushedMetrics
{
    public static ImmutableArray<RunMetric> Of(IReadOnlyList<MetricFamily> families, Labels key) =>
        [.. families.SelectMany(family => Of(family, key)).Take(JobSignals.MaxMetrics)];

    private static IEnumerable<RunMetric> Of(MetricFamily family, Labels key)
    {
        foreach (var metric in family.Metrics)
        {
            var labels = Text(metric.Labels, key);
            switch (metric)
            {
                case ValueMetric value:
                    yield return new RunMetric(family.Name + labels, value.Value);
                    break;
                case SummaryMetric summary:
                    yield return new RunMetric(family.Name + "_sum" + labels, summary.Sum);
                    yield return new RunMetric(family.Name + "_count" + labels, summary.Count);
                    break;
            }
        }
    }

    private static string Text(Labels labels, Labels key)
    {
        var own = labels.Where(label => label.Value.Length > 0 && key[label.Name] != label.Value)
            .Select(label => $"{label.Name}=\"{label.Value}\"").ToList();
        return own.Count == 0 ? "" : "{" + string.Join(",", own) + "}";
    }
}
