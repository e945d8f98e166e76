using System.Runtime.InteropServices;
using System.Text.Json;
using Hotaru.Model;
using Hotaru.Promql;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>status/* and features.</summary>
internal sealed class StatusEndpoints(
    PrometheusStatus status, ISeriesCatalog catalog, PromqlEngine engine, TimeProvider time)
{
    private const int MaxTop = 10_000;

    public void Map(ApiRoutes routes)
    {
        routes.Get("/status/config", _ => Texts(("yaml", status.ConfigText())));
        routes.Get("/status/flags", _ => Texts([.. status.Flags().Select(flag => (flag.Key, flag.Value))]));
        routes.Get("/status/buildinfo", _ => Texts(BuildInfo));
        routes.Get("/status/runtimeinfo", _ => ApiResult.Of(WriteRuntime));
        routes.Get("/status/walreplay", _ => ApiResult.Of(WriteReplay));
        routes.Get("/status/tsdb", Head);
        routes.Get("/status/tsdb/blocks", _ => ApiResult.Of(WriteBlocks));
        routes.Get("/features", _ => ApiResult.Of(WriteFeatures));
        // As with a peer that was not started with its feature search-api.
        foreach (var kind in (ReadOnlySpan<string>)["metric_names", "label_names", "label_values"])
        {
            routes.GetOrPost("/search/" + kind, ApiResult (ApiRequest _) =>
                throw new ApiException(ApiError.Unavailable, "search API disabled"));
        }
    }

    /// <summary>/version: the build information without the API's envelope.</summary>
    public Task VersionAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        foreach (var (name, value) in BuildInfo) json.WriteString(name, value);
        json.WriteEndObject();
        return json.FlushAsync(context.RequestAborted);
    }

    private (string Name, string Value)[] BuildInfo =>
    [
        ("version", PeerVersion), ("revision", "hotaru-" + status.Version), ("branch", "hotaru"),
        ("buildUser", ""), ("buildDate", ""), ("goVersion", RuntimeInformation.FrameworkDescription),
    ];

    /// <summary>
    /// The version whose API this is. Clients (Grafana above all) look at it to know what they may ask for.
    /// </summary>
    public const string PeerVersion = "3.14.0";

    private static ApiResult Texts(params (string Name, string Value)[] texts) => ApiResult.Of(stream =>
    {
        stream.Json.WriteStartObject();
        foreach (var (name, value) in texts) stream.Json.WriteString(name, value);
        stream.Json.WriteEndObject();
    });

    private void WriteRuntime(JsonStream stream)
    {
        var (wasGood, at) = status.LastReload();
        var json = stream.Json;
        json.WriteStartObject();
        json.WriteString("startTime", ApiText.Time(status.Started));
        json.WriteString("CWD", status.WorkingDirectory);
        json.WriteString("hostname", Environment.MachineName);
        json.WriteString("serverTime", ApiText.Time(time.GetUtcNow()));
        json.WriteBoolean("reloadConfigSuccess", wasGood);
        json.WriteString("lastConfigTime", ApiText.Time(at));
        json.WriteNumber("corruptionCount", status.Head().Corruptions);
        json.WriteNumber("goroutineCount", ThreadPool.ThreadCount);
        json.WriteNumber("GOMAXPROCS", Environment.ProcessorCount);
        json.WriteNumber("GOMEMLIMIT", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        json.WriteString("GOGC", "");
        json.WriteString("GODEBUG", "");
        json.WriteString("storageRetention", status.Retention);
        json.WriteEndObject();
    }

    private static void WriteReplay(JsonStream stream)
    {
        stream.Json.WriteStartObject();
        foreach (var name in (ReadOnlySpan<string>)["min", "max", "current"])
            stream.Json.WriteNumber(name, 0);
        stream.Json.WriteEndObject();
    }

    private static void WriteBlocks(JsonStream stream)
    {
        stream.Json.WriteStartObject();
        stream.Json.WriteStartArray("blocks");
        stream.Json.WriteEndArray();
        stream.Json.WriteEndObject();
    }

    private void WriteFeatures(JsonStream stream)
    {
        var json = stream.Json;
        json.WriteStartObject();
        foreach (var (group, features) in ApiFeatures.Of(status, engine.Options))
        {
            json.WriteStartObject(group);
            foreach (var (name, isOn) in features) json.WriteBoolean(name, isOn);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private ApiResult Head(ApiRequest request)
    {
        var limit = 10;
        if (request["limit"].Length > 0 && (!int.TryParse(request["limit"], out limit) || limit < 1))
            throw new ApiException(ApiError.BadData, "limit must be a positive number");
        if (limit > MaxTop) throw new ApiException(ApiError.BadData, $"limit must not exceed {MaxTop}");
        var counts = new CardinalityCounts(catalog.Series([], ApiTime.Min, ApiTime.Max, 0));
        var head = status.Head();
        return ApiResult.Of(stream =>
        {
            var json = stream.Json;
            json.WriteStartObject();
            json.WriteStartObject("headStats");
            json.WriteNumber("numSeries", counts.Series);
            json.WriteNumber("numLabelPairs", counts.Pairs.Count);
            json.WriteNumber("chunkCount", head.Chunks);
            json.WriteNumber("minTime", head.MinTimeMs);
            json.WriteNumber("maxTime", head.MaxTimeMs);
            json.WriteEndObject();
            Write(stream, "seriesCountByMetricName", counts.Names, limit);
            Write(stream, "labelValueCountByLabelName", counts.ValuesByName, limit);
            Write(stream, "memoryInBytesByLabelName", counts.BytesByName, limit);
            Write(stream, "seriesCountByLabelValuePair", counts.Pairs, limit);
            json.WriteEndObject();
        });
    }

    private static void Write(
        JsonStream stream, string name, IReadOnlyDictionary<string, long> counts, int limit)
    {
        stream.Json.WriteStartArray(name);
        foreach (var (key, count) in counts.OrderByDescending(c => c.Value).Take(limit))
        {
            stream.Json.WriteStartObject();
            stream.Json.WriteString("name", key);
            stream.Json.WriteNumber("value", count);
            stream.Json.WriteEndObject();
        }

        stream.Json.WriteEndArray();
    }
}
