using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Web.Pushgateway;

/// <summary>
/// The buckets of a native histogram as the query APIs of the field show them: rule, lower bound, upper
/// bound, count; the rule is 0 for (lower, upper], 1 for [lower, upper), 3 for both included.
/// </summary>
internal static class NativeBuckets
{
    public static void Write(Utf8JsonWriter json, FloatHistogram histogram)
    {
        json.WriteStartArray("buckets");
        foreach (var (index, count) in Buckets(histogram.NegativeSpans, histogram.NegativeBuckets).Reverse())
            WriteBucket(json, 1, -Bound(histogram.Schema, index), -Bound(histogram.Schema, index - 1), count);
        if (histogram.ZeroCount > 0)
            WriteBucket(json, 3, -histogram.ZeroThreshold, histogram.ZeroThreshold, histogram.ZeroCount);
        foreach (var (index, count) in Buckets(histogram.PositiveSpans, histogram.PositiveBuckets))
            WriteBucket(json, 0, Bound(histogram.Schema, index - 1), Bound(histogram.Schema, index), count);
        json.WriteEndArray();
    }

    private static IEnumerable<(int Index, double Count)> Buckets(HistogramSpan[] spans, double[] counts)
    {
        int index = 0, i = 0;
        foreach (var span in spans)
        {
            index += span.Offset;
            for (var n = 0; n < span.Length; n++) yield return (index++, counts[i++]);
        }
    }

    /// <summary>The upper bound of a bucket of an exponential schema: 2^(index * 2^-schema).</summary>
    private static double Bound(int schema, int index) => Math.Pow(2, index * Math.Pow(2, -schema));

    private static void WriteBucket(Utf8JsonWriter json, int rule, double lower, double upper, double count)
    {
        if (count == 0) return;
        json.WriteStartArray();
        json.WriteNumberValue(rule);
        json.WriteStringValue(GoFloat.General(lower));
        json.WriteStringValue(GoFloat.General(upper));
        json.WriteStringValue(GoFloat.General(count));
        json.WriteEndArray();
    }
}
