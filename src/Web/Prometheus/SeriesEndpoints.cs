using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Web.Prometheus;

/// <summary>series, labels, label values and query_exemplars.</summary>
internal sealed class SeriesEndpoints(ISeriesCatalog catalog, PromqlEngine engine)
{
    private const string Truncated = "results truncated due to limit";

    public void Map(ApiRoutes routes)
    {
        routes.GetOrPost("/series", Series);
        routes.GetOrPost("/labels", Labels);
        routes.Get("/label/{name}/values", Values);
        routes.GetOrPost("/query_exemplars", Exemplars);
    }

    private ApiResult Series(ApiRequest request)
    {
        if (request.All("match[]").Count == 0)
            throw new ApiException(ApiError.BadData, "no match[] parameter provided");
        var limit = request.Limit();
        var (min, max) = request.Window();
        // One more than asked for tells whether anything was cut off.
        var selectors = request.NarrowSelectors(isNamed: true);
        var found = catalog.Series(selectors, min, max, limit == 0 ? 0 : limit + 1);
        var shown = limit > 0 && found.Count > limit ? limit : found.Count;
        return new ApiResult(async json =>
        {
            json.Json.WriteStartArray();
            for (var i = 0; i < shown; i++)
            {
                json.Labels(found[i]);
                await json.BreatheAsync(request.Cancellation);
            }

            json.Json.WriteEndArray();
        })
        {
            Warnings = shown < found.Count ? [Truncated] : [],
        };
    }

    private ApiResult Labels(ApiRequest request)
    {
        var limit = request.Limit();
        var (min, max) = request.Window();
        return Texts(catalog.LabelNames(request.NarrowSelectors(), min, max), limit);
    }

    private ApiResult Values(ApiRequest request)
    {
        var name = request.Route("name");
        if (name.StartsWith("U__", StringComparison.Ordinal)) name = EscapedName.Undo(name);
        if (name.Length == 0) throw new ApiException(ApiError.BadData, "invalid label name: \"\"");
        var limit = request.Limit();
        var (min, max) = request.Window();
        return Texts(catalog.LabelValues(name, request.NarrowSelectors(), min, max), limit);
    }

    private static ApiResult Texts(IReadOnlyList<string> texts, int limit)
    {
        var isTruncated = limit > 0 && texts.Count > limit;
        return ApiResult.Of(json => json.Texts(isTruncated ? texts.Take(limit) : texts)) with
        {
            Warnings = isTruncated ? [Truncated] : [],
        };
    }

    private ApiResult Exemplars(ApiRequest request)
    {
        var (min, max) = request.Window();
        if (max < min)
            throw new ApiException(ApiError.BadData, "end timestamp must not be before start timestamp");
        List<IReadOnlyList<Matcher>> selectors;
        try
        {
            selectors =
                [.. engine.Parse(request["query"]).Selectors().Select(selector => selector.Matchers)];
        }
        catch (PromqlParseException e)
        {
            throw new ApiException(ApiError.BadData, e.Message);
        }

        if (selectors.Count == 0) return ApiResult.None;
        var found = catalog.Exemplars(selectors, min, max);
        return new ApiResult(async json =>
        {
            json.Json.WriteStartArray();
            foreach (var (series, exemplars) in found)
            {
                Write(json, series, exemplars);
                await json.BreatheAsync(request.Cancellation);
            }

            json.Json.WriteEndArray();
        });
    }

    private static void Write(JsonStream stream, Labels series, IReadOnlyList<Exemplar> exemplars)
    {
        var json = stream.Json;
        json.WriteStartObject();
        json.WritePropertyName("seriesLabels");
        stream.Labels(series);
        json.WriteStartArray("exemplars");
        foreach (var exemplar in exemplars)
        {
            json.WriteStartObject();
            json.WritePropertyName("labels");
            stream.Labels(exemplar.Labels);
            json.WritePropertyName("value");
            stream.Value(exemplar.Value);
            json.WritePropertyName("timestamp");
            stream.Time(exemplar.TimestampMs ?? 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
