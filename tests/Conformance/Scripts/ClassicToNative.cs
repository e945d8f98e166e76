using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>Makes native histograms with custom buckets of classic ones (load_with_nhcb).</summary>
internal sealed class ClassicToNative
{
    private readonly SortedDictionary<double, double> _buckets = [];
    private double? _count;
    private double _sum;

    public static IEnumerable<(Labels Labels, long TimeMs, FloatHistogram Histogram)> Convert(
        LoadCommand command)
    {
        var all = new Dictionary<Labels, SortedDictionary<long, ClassicToNative>>();
        foreach (var (description, _) in command.Series)
        {
            var name = description.Labels.MetricName;
            var suffix = name.EndsWith("_bucket", StringComparison.Ordinal) ? "_bucket"
                : name.EndsWith("_count", StringComparison.Ordinal) ? "_count"
                : name.EndsWith("_sum", StringComparison.Ordinal) ? "_sum" : "";
            double bound = 0;
            if (suffix.Length == 0) continue;
            if (suffix == "_bucket" && (
                !BucketBound.TryParse(description.Labels["le"], out bound) || double.IsNaN(bound))) continue;
            var labels = description.Labels.With(LabelNames.MetricName, name[..^suffix.Length])
                .Without(LabelNames.Bucket);
            if (!all.TryGetValue(labels, out var byTime)) all[labels] = byTime = [];
            for (var i = 0; i < description.Values.Count; i++)
            {
                var value = description.Values[i];
                if (value.Omitted || value.Histogram is not null) continue;
                var time = i * command.IntervalMs;
                if (!byTime.TryGetValue(time, out var histogram))
                    byTime[time] = histogram = new ClassicToNative();
                if (suffix == "_bucket") histogram._buckets.TryAdd(bound, value.Value);
                else if (suffix == "_count") histogram._count = value.Value;
                else histogram._sum = value.Value;
            }
        }

        foreach (var (labels, byTime) in all)
        {
            foreach (var (time, histogram) in byTime) yield return (labels, time, histogram.ToNative());
        }
    }

    private FloatHistogram ToNative()
    {
        var count = _count ?? (_buckets.Count > 0 ? _buckets.Last().Value : 0);
        _buckets.TryAdd(double.PositiveInfinity, count);
        var bounds = _buckets.Keys.Where(double.IsFinite).ToArray();
        var counts = new double[_buckets.Count];
        double before = 0;
        var n = 0;
        foreach (var (bound, cumulative) in _buckets)
        {
            if (cumulative < before) throw new ScriptException($"counts are not cumulative at le={bound}");
            counts[n++] = cumulative - before;
            before = cumulative;
        }

        return new FloatHistogram
        {
            Schema = FloatHistogram.CustomBucketsSchema,
            Count = count,
            Sum = _sum,
            CustomValues = bounds,
            PositiveSpans = [new HistogramSpan(0, counts.Length)],
            PositiveBuckets = counts,
        }.Compacted();
    }
}
