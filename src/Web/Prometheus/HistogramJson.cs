using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// A native histogram: count, sum, and the buckets that are not empty as [which bounds belong to it, lower,
/// upper, count], from the lowest to the highest.
/// </summary>
internal static class HistogramJson
{
    private const int UpperBelongs = 0;
    private const int LowerBelongs = 1;
    private const int BothBelong = 3;

    public static void Write(JsonStream stream, FloatHistogram histogram)
    {
        var json = stream.Json;
        json.WriteStartObject();
        json.WritePropertyName("count");
        stream.Value(histogram.Count);
        json.WritePropertyName("sum");
        stream.Value(histogram.Sum);
        var hasBuckets = false;
        foreach (var (index, count) in Buckets(histogram.NegativeSpans, histogram.NegativeBuckets).Reverse())
        {
            Bucket(stream, ref hasBuckets, LowerBelongs, -Bound(histogram, index),
                -Bound(histogram, index - 1), count);
        }

        if (histogram.ZeroCount != 0)
        {
            var threshold = histogram.ZeroThreshold;
            Bucket(stream, ref hasBuckets, BothBelong, -threshold, threshold, histogram.ZeroCount);
        }

        foreach (var (index, count) in Buckets(histogram.PositiveSpans, histogram.PositiveBuckets))
        {
            Bucket(stream, ref hasBuckets, UpperBelongs, Bound(histogram, index - 1), Bound(histogram, index),
                count);
        }

        if (hasBuckets) json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Bucket(
        JsonStream stream, ref bool hasBuckets, int rule, double lower, double upper, double count)
    {
        if (count == 0) return;
        if (!hasBuckets) stream.Json.WriteStartArray("buckets");
        hasBuckets = true;
        stream.Json.WriteStartArray();
        stream.Json.WriteNumberValue(rule);
        stream.Value(lower);
        stream.Value(upper);
        stream.Value(count);
        stream.Json.WriteEndArray();
    }

    private static IEnumerable<(int Index, double Count)> Buckets(HistogramSpan[] spans, double[] counts)
    {
        int index = 0, at = 0;
        foreach (var span in spans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length && at < counts.Length; i++) yield return (index++, counts[at++]);
        }
    }

    /// <summary>The upper bound of a bucket: 2^(index * 2^-schema), or the custom one.</summary>
    private static double Bound(FloatHistogram histogram, int index)
    {
        if (histogram.UsesCustomBuckets)
        {
            if (index < 0) return double.NegativeInfinity;
            return index < histogram.CustomValues.Length ? histogram.CustomValues[index]
                : double.PositiveInfinity;
        }

        if (histogram.Schema <= 0) return Math.ScaleB(1, index << -histogram.Schema);
        // The fraction within a power of two is taken on its own: it stays exact where it can.
        var perPower = 1 << histogram.Schema;
        var power = index >> histogram.Schema;
        return Math.ScaleB(Math.Pow(2, (double)(index - (power * perPower)) / perPower), power);
    }
}
