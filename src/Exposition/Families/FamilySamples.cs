using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Lays a family out as the samples that a scrape of its text (or protobuf) form would yield.
/// </summary>
public static class FamilySamples
{
    public static IEnumerable<FamilySample> Of(MetricFamily family)
    {
        foreach (var metric in family.Metrics)
        {
            switch (metric)
            {
                case ValueMetric value:
                    yield return new FamilySample(metric, "", "", 0, value.Value, null, value.Exemplar);
                    break;
                case SummaryMetric summary:
                    foreach (var sample in OfSummary(summary)) yield return sample;
                    break;
                case HistogramMetric histogram:
                    foreach (var sample in OfHistogram(histogram)) yield return sample;
                    break;
            }
        }
    }

    /// <summary>Whether two families have the same series in the same order, whatever their values.</summary>
    public static bool HaveSameSeries(MetricFamily a, MetricFamily b)
    {
        if (a.Name != b.Name || a.Type != b.Type || a.Metrics.Count != b.Metrics.Count) return false;
        for (var i = 0; i < a.Metrics.Count; i++)
        {
            if (!a.Metrics[i].Labels.Equals(b.Metrics[i].Labels)) return false;
            if (!HaveSameParts(a.Metrics[i], b.Metrics[i])) return false;
        }

        return true;
    }

    private static bool HaveSameParts(Metric a, Metric b) => (a, b) switch
    {
        (SummaryMetric x, SummaryMetric y) =>
            x.Quantiles.Count == y.Quantiles.Count
            && x.Quantiles.Zip(y.Quantiles).All(q => q.First.Quantile.Equals(q.Second.Quantile)),
        (HistogramMetric x, HistogramMetric y) =>
            x.Buckets.Count == y.Buckets.Count && x.Native is null == y.Native is null
            && x.Buckets.Zip(y.Buckets).All(q => q.First.UpperBound.Equals(q.Second.UpperBound)),
        _ => true,
    };

    private static IEnumerable<FamilySample> OfSummary(SummaryMetric metric)
    {
        foreach (var (quantile, value) in metric.Quantiles)
            yield return new FamilySample(metric, "", LabelNames.Quantile, quantile, value);
        yield return new FamilySample(metric, "_sum", "", 0, metric.Sum);
        yield return new FamilySample(metric, "_count", "", 0, metric.Count);
    }

    private static IEnumerable<FamilySample> OfHistogram(HistogramMetric metric)
    {
        if (metric.Native is not null)
        {
            yield return new FamilySample(metric, "", "", 0, double.NaN, metric.Native);
            if (metric.Buckets.Count == 0) yield break;
        }

        var isInfinityThere = false;
        foreach (var bucket in metric.Buckets)
        {
            isInfinityThere |= double.IsPositiveInfinity(bucket.UpperBound);
            yield return new FamilySample(
                metric, "_bucket", LabelNames.Bucket, bucket.UpperBound, bucket.CumulativeCount, null,
                bucket.Exemplar);
        }

        if (!isInfinityThere)
        {
            yield return new FamilySample(
                metric, "_bucket", LabelNames.Bucket, double.PositiveInfinity, metric.Count);
        }

        yield return new FamilySample(metric, "_sum", "", 0, metric.Sum);
        yield return new FamilySample(metric, "_count", "", 0, metric.Count);
    }
}
