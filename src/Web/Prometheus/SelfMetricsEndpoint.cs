using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>status/self_metrics: what /metrics shows, as protobuf's JSON of metric families.</summary>
internal sealed class SelfMetricsEndpoint(Func<IEnumerable<MetricFamily>> own)
{
    public void Map(ApiRoutes routes) => routes.Get("/status/self_metrics", Metrics);

    private ApiResult Metrics(ApiRequest request)
    {
        var pattern = request["metric_name_pattern"];
        GoRegex? wanted = null;
        try
        {
            if (pattern.Length > 0) wanted = GoRegex.Anchored(pattern);
        }
        catch (FormatException e)
        {
            throw new ApiException(ApiError.BadData, $"invalid metric_name_pattern: {e.Message}");
        }

        var families = own().Where(f => wanted?.IsMatch(f.Name) != false)
            .OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        return ApiResult.Of(stream =>
        {
            stream.Json.WriteStartArray();
            foreach (var family in families) Write(stream.Json, family);
            stream.Json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, MetricFamily family)
    {
        json.WriteStartObject();
        json.WriteString("name", family.Name);
        json.WriteString("help", family.Help);
        json.WriteString("type", TypeOf(family.Type));
        json.WriteStartArray("metric");
        foreach (var metric in family.Metrics)
        {
            json.WriteStartObject();
            WriteLabels(json, metric.Labels);
            WriteValue(json, family.Type, metric);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.Counter => "COUNTER",
        MetricType.Histogram => "HISTOGRAM",
        MetricType.GaugeHistogram => "GAUGE_HISTOGRAM",
        MetricType.Summary => "SUMMARY",
        MetricType.Unknown => "UNTYPED",
        _ => "GAUGE",
    };

    private static void WriteLabels(Utf8JsonWriter json, Labels labels)
    {
        if (labels.Count == 0) return;
        json.WriteStartArray("label");
        foreach (var label in labels)
        {
            json.WriteStartObject();
            json.WriteString("name", label.Name);
            json.WriteString("value", label.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, MetricType type, Metric metric)
    {
        switch (metric)
        {
            case HistogramMetric histogram:
                json.WriteStartObject("histogram");
                WriteCount(json, "sampleCount", histogram.Count);
                Number(json, "sampleSum", histogram.Sum);
                json.WriteStartArray("bucket");
                foreach (var bucket in histogram.Buckets)
                {
                    json.WriteStartObject();
                    WriteCount(json, "cumulativeCount", bucket.CumulativeCount);
                    Number(json, "upperBound", bucket.UpperBound);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case SummaryMetric summary:
                json.WriteStartObject("summary");
                WriteCount(json, "sampleCount", summary.Count);
                Number(json, "sampleSum", summary.Sum);
                WriteQuantiles(json, summary);
                json.WriteEndObject();
                break;
            case ValueMetric value:
                var name = TypeOf(type).ToLowerInvariant();
                json.WriteStartObject(name is "counter" or "untyped" ? name : "gauge");
                Number(json, "value", value.Value);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteQuantiles(Utf8JsonWriter json, SummaryMetric summary)
    {
        json.WriteStartArray("quantile");
        foreach (var (quantile, value) in summary.Quantiles)
        {
            json.WriteStartObject();
            Number(json, "quantile", quantile);
            Number(json, "value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A 64-bit number is a text in this form.</summary>
    private static void WriteCount(Utf8JsonWriter json, string name, double count) =>
        json.WriteString(name, count.ToString(CultureInfo.InvariantCulture));

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else
            json.WriteString(
                name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
