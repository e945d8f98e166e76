using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Scraper;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>targets, targets/metadata, scrape_pools and alertmanagers.</summary>
internal sealed class TargetEndpoints(ScrapeService scraper, PrometheusStatus status)
{
    public void Map(ApiRoutes routes)
    {
        routes.Get("/targets", Targets);
        routes.Get("/targets/metadata", Metadata);
        routes.Get("/scrape_pools", _ => ApiResult.Of(WritePools));
        routes.Get("/alertmanagers", _ => ApiResult.Of(WriteAlertmanagers));
    }

    private ApiResult Targets(ApiRequest request)
    {
        var pool = request["scrapePool"];
        var state = request["state"].ToLowerInvariant();
        var showActive = state is "" or "any" or "active";
        var showDropped = state is "" or "any" or "dropped";
        var active =
            showActive ? scraper.ActiveTargets.Where(t => pool.Length == 0 || t.Job.JobName == pool) : [];
        var dropped = showDropped ? scraper.DroppedTargets : null;
        var connection = request.Context.Connection;
        return new ApiResult(async stream =>
        {
            var json = stream.Json;
            json.WriteStartObject();
            json.WriteStartArray("activeTargets");
            foreach (var target in active)
            {
                Write(stream, target, request.Context.Request, connection.LocalPort);
                await stream.BreatheAsync(request.Cancellation);
            }

            json.WriteEndArray();
            WriteDropped(stream, dropped, pool);
            json.WriteEndObject();
        });
    }

    private static void Write(JsonStream stream, Target target, HttpRequest own, int ownPort)
    {
        var json = stream.Json;
        var report = target.Report;
        json.WriteStartObject();
        json.WritePropertyName("discoveredLabels");
        stream.Labels(target.DiscoveredLabels);
        json.WritePropertyName("labels");
        stream.Labels(target.Labels);
        json.WriteString("scrapePool", target.Job.JobName);
        json.WriteString("scrapeUrl", target.Url.AbsoluteUri);
        json.WriteString("globalUrl", GlobalUrl(target.Url, own, ownPort));
        json.WriteString("lastError", report.Error);
        json.WriteString("lastScrape", ApiText.Time(report.At));
        json.WriteNumber("lastScrapeDuration", report.Duration.TotalSeconds);
        json.WriteString("health", report.Health.ToString().ToLowerInvariant());
        json.WriteString("scrapeInterval", PrometheusDuration.Format(target.Interval));
        json.WriteString("scrapeTimeout", PrometheusDuration.Format(target.Timeout));
        json.WriteEndObject();
    }

    /// <summary>
    /// A target on this machine gets the name by which the reader knows the machine; the process itself also
    /// the reader's scheme and port.
    /// </summary>
    private static string GlobalUrl(Uri url, HttpRequest own, int ownPort)
    {
        if (url.Host is not ("localhost" or "127.0.0.1" or "[::1]") || !own.Host.HasValue)
            return url.AbsoluteUri;
        var global = new UriBuilder(url) { Host = own.Host.Host };
        if (url.Port == ownPort) (global.Scheme, global.Port) = (own.Scheme, own.Host.Port ?? -1);
        return global.Uri.AbsoluteUri;
    }

    /// <param name="dropped">Null where they were not asked for.</param>
    private static void WriteDropped(JsonStream stream, IReadOnlyList<DroppedTargets>? dropped, string pool)
    {
        var json = stream.Json;
        json.WriteStartArray("droppedTargets");
        foreach (var job in (dropped ?? []).Where(job => pool.Length == 0 || job.Job == pool))
        {
            foreach (var labels in job.Labels)
            {
                json.WriteStartObject();
                json.WritePropertyName("discoveredLabels");
                stream.Labels(labels);
                json.WriteString("scrapePool", job.Job);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        if (dropped is null)
        {
            json.WriteNull("droppedTargetCounts");
            return;
        }

        json.WriteStartObject("droppedTargetCounts");
        foreach (var job in dropped.OrderBy(job => job.Job, StringComparer.Ordinal))
            json.WriteNumber(job.Job, job.Count);
        json.WriteEndObject();
    }

    private ApiResult Metadata(ApiRequest request)
    {
        var limit = request.Number("limit", -1);
        var metric = request["metric"];
        var matchers = MatchTarget(request);
        var targets = scraper.ActiveTargets.Where(t => matchers.All(m => m.Matches(t.Labels)));
        return ApiResult.Of(stream =>
        {
            stream.Json.WriteStartArray();
            var written = 0;
            foreach (var target in targets)
            {
                if (limit >= 0 && written >= limit) break;
                foreach (var (name, metadata) in target.Metadata)
                {
                    if (metric.Length > 0 && name != metric) continue;
                    Write(stream, target.Labels, metric.Length == 0 ? name : null, metadata);
                    written++;
                }
            }

            stream.Json.WriteEndArray();
        });
    }

    private static IReadOnlyList<Matcher> MatchTarget(ApiRequest request)
    {
        var text = request["match_target"];
        if (text.Length == 0) return [];
        try
        {
            return PromqlParser.ParseSelector(text);
        }
        catch (PromqlParseException e)
        {
            throw ApiException.Parameter("match_target", e.Message);
        }
    }

    private static void Write(JsonStream stream, Labels target, string? name, MetricMetadata metadata)
    {
        stream.Json.WriteStartObject();
        stream.Json.WritePropertyName("target");
        stream.Labels(target);
        if (name is not null) stream.Json.WriteString("metric", name);
        ApiText.Write(stream.Json, metadata);
        stream.Json.WriteEndObject();
    }

    private void WritePools(JsonStream stream)
    {
        stream.Json.WriteStartObject();
        stream.Json.WritePropertyName("scrapePools");
        stream.Texts(scraper.Jobs.Order(StringComparer.Ordinal));
        stream.Json.WriteEndObject();
    }

    private void WriteAlertmanagers(JsonStream stream)
    {
        stream.Json.WriteStartObject();
        stream.Json.WriteStartArray("activeAlertmanagers");
        foreach (var url in status.Alertmanagers())
        {
            stream.Json.WriteStartObject();
            stream.Json.WriteString("url", url.AbsoluteUri);
            stream.Json.WriteEndObject();
        }

        stream.Json.WriteEndArray();
        stream.Json.WriteStartArray("droppedAlertmanagers");
        stream.Json.WriteEndArray();
        stream.Json.WriteEndObject();
    }
}
