using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>What a push must keep to on its own, before it is compared with what others pushed.</summary>
internal static class PushCheck
{
    /// <exception cref="PushConflict">The first thing that is wrong.</exception>
    public static void RequireNoTimestamps(IReadOnlyList<MetricFamily> families)
    {
        foreach (var family in families)
        {
            foreach (var metric in family.Metrics)
            {
                if (metric.TimestampMs is not null)
                    throw new PushConflict($"{Name(family)} has a timestamp; a push carries none, drop it");
            }
        }
    }

    /// <summary>
    /// Names and labels of a family with the grouping labels in it, and each series once only.
    /// </summary>
    public static void RequireSound(PushedFamily pushed, bool allowUtf8Names)
    {
        // The same series as before were found sound before.
        if (pushed.IsSameSeries) return;
        var family = pushed.Family;
        var isValid = allowUtf8Names ? family.Name.Length > 0 : LabelNames.IsLegacyValidMetric(family.Name);
        if (!isValid) throw new PushConflict($"{Name(family)} is not a valid metric name");
        var seen = family.Metrics.Count > 1 ? new HashSet<Labels>(family.Metrics.Count) : null;
        foreach (var metric in family.Metrics)
        {
            RequireSoundLabels(family, metric, allowUtf8Names);
            if (seen?.Add(metric.Labels) == false)
                throw new PushConflict($"{Name(family)} has the series {metric.Labels} twice");
            RequireDistinctParts(family, metric);
        }
    }

    public static string Name(MetricFamily family) => GoText.Quote(family.Name);

    private static void RequireSoundLabels(MetricFamily family, Metric metric, bool allowUtf8Names)
    {
        foreach (var label in metric.Labels)
        {
            var isValid = allowUtf8Names ? label.Name.Length > 0 : LabelNames.IsLegacyValid(label.Name);
            if (!isValid || label.Name.StartsWith("__", StringComparison.Ordinal))
                throw new PushConflict(
                    $"{Name(family)} has the label {GoText.Quote(label.Name)}, which is not allowed");
            if ((metric is SummaryMetric && label.Name == LabelNames.Quantile)
                || (metric is HistogramMetric && label.Name == LabelNames.Bucket))
            {
                throw new PushConflict($"{Name(family)} must not have a label {label.Name} of its own");
            }
        }
    }

    private static void RequireDistinctParts(MetricFamily family, Metric metric)
    {
        var count = metric switch
        {
            SummaryMetric summary =>
                summary.Quantiles.Count - summary.Quantiles.DistinctBy(q => q.Quantile).Count(),
            HistogramMetric histogram =>
                histogram.Buckets.Count - histogram.Buckets.DistinctBy(b => b.UpperBound).Count(),
            _ => 0,
        };
        if (count > 0) throw new PushConflict($"{Name(family)} has a bucket or a quantile twice");
    }
}
