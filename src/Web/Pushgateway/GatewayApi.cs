using System.Text.Json;
using Hotaru.Gateway;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>Pushgateway's query API: what was pushed, and how the gateway is set up, as JSON.</summary>
internal sealed class GatewayApi(PushgatewaySurface surface)
{
    private readonly DateTimeOffset _startedAt = surface.Time.GetUtcNow();

    public Task StatusAsync(HttpContext context) => RespondAsync(context, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("build_information");
        json.WriteString("version", surface.Version);
        json.WriteString("revision", surface.Revision);
        json.WriteString("branch", "");
        json.WriteString("buildUser", "");
        json.WriteString("buildDate", "");
        json.WriteString("goVersion", $"dotnet{Environment.Version}");
        json.WriteEndObject();
        json.WriteStartObject("flags");
        foreach (var (name, value) in surface.Flags().OrderBy(f => f.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("start_time", _startedAt.UtcDateTime);
        json.WriteEndObject();
    });

    public Task MetricsAsync(HttpContext context) => RespondAsync(context, json =>
    {
        json.WriteStartArray();
        foreach (var group in surface.Gateway.Groups) WriteGroup(json, group);
        json.WriteEndArray();
    });

    public static void AllowCrossSite(HttpResponse response)
    {
        response.Headers.AccessControlAllowHeaders = "Accept, Authorization, Content-Type, Origin";
        response.Headers.AccessControlAllowMethods = "GET, POST, DELETE, OPTIONS";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "Date";
        response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
    }

    private static async Task RespondAsync(HttpContext context, Action<Utf8JsonWriter> writeData)
    {
        AllowCrossSite(context.Response);
        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("status", "success");
            json.WritePropertyName("data");
            writeData(json);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void WriteGroup(Utf8JsonWriter json, PushedGroup group)
    {
        json.WriteStartObject();
        WriteLabels(json, group.Key);
        json.WriteBoolean("last_push_successful", group.IsLastPushGood);
        if (group.ExpiresAt is { } at) json.WriteString("expires_at", at.UtcDateTime);
        foreach (var family in group.Families.Values)
        {
            json.WriteStartObject(family.Name);
            json.WriteString("time_stamp", family.PushedAt.UtcDateTime);
            json.WriteString("type", TypeName(family.Type));
            if (family.Help.Length > 0) json.WriteString("help", family.Help);
            json.WriteStartArray("metrics");
            foreach (var metric in family.Family.Metrics) WriteMetric(json, metric);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, Metric metric)
    {
        json.WriteStartObject();
        WriteLabels(json, metric.Labels);
        switch (metric)
        {
            case ValueMetric value:
                json.WriteString("value", GoFloat.General(value.Value));
                break;
            case SummaryMetric summary:
                WriteTotals(json, summary.Count, summary.Sum);
                json.WriteStartObject("quantiles");
                foreach (var (quantile, at) in summary.Quantiles)
                    json.WriteString(GoFloat.General(quantile), GoFloat.General(at));
                json.WriteEndObject();
                break;
            case HistogramMetric { Native: { } native } histogram
                when native.PositiveSpans.Length + native.NegativeSpans.Length > 0:
                WriteTotals(json, histogram.Count, histogram.Sum);
                NativeBuckets.Write(json, native);
                break;
            case HistogramMetric histogram:
                WriteTotals(json, histogram.Count, histogram.Sum);
                json.WriteStartObject("buckets");
                foreach (var bucket in histogram.Buckets)
                    json.WriteString(GoFloat.General(bucket.UpperBound), Count(bucket.CumulativeCount));
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, double count, double sum)
    {
        json.WriteString("count", Count(count));
        json.WriteString("sum", GoFloat.General(sum));
    }

    /// <summary>A whole count is printed as an integer.</summary>
    private static string Count(double count) =>
        count == Math.Truncate(count) && Math.Abs(count) < 1e18
            ? ((long)count).ToString()
            : GoFloat.General(count);

    private static void WriteLabels(Utf8JsonWriter json, Labels labels)
    {
        json.WriteStartObject("labels");
        foreach (var label in labels) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
    }

    private static string TypeName(MetricType type) => type switch
    {
        MetricType.Unknown => "UNTYPED",
        MetricType.GaugeHistogram => "GAUGE_HISTOGRAM",
        _ => type.ToString().ToUpperInvariant(),
    };
}
