using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// A native histogram with custom bounds as the classic one that it was made of: every page can carry that.
/// </summary>
internal static class ClassicForm
{
    public static HistogramMetric Of(FloatHistogram histogram, Labels labels, long timestampMs)
    {
        var counts = new double[histogram.CustomValues.Length];
        int index = 0, at = 0;
        foreach (var span in histogram.PositiveSpans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length; i++, index++, at++)
            {
                if (index < counts.Length) counts[index] = histogram.PositiveBuckets[at];
            }
        }

        double cumulative = 0;
        var buckets = counts.Select((count, i) =>
            new HistogramBucket(histogram.CustomValues[i], cumulative += count));
        return new HistogramMetric(labels, histogram.Count, histogram.Sum, [.. buckets], timestampMs);
    }
}
