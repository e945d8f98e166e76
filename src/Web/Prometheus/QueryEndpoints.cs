using Hotaru.Promql;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// query, query_range, format_query and parse_query. A query runs on the thread that its request came on: a
/// thread of the pool, which would have nothing to do but wait for another one.
/// </summary>
internal sealed class QueryEndpoints(PromqlEngine engine, TimeProvider time)
{
    private const int MaxPoints = 11_000;
    private const string Truncated = "results truncated due to limit";

    public void Map(ApiRoutes routes)
    {
        routes.GetOrPost("/query", Instant);
        routes.GetOrPost("/query_range", Range);
        routes.GetOrPost("/format_query", Format);
        routes.GetOrPost("/parse_query", Parse);
    }

    private ApiResult Instant(ApiRequest request)
    {
        var limit = request.Limit();
        var at = request.Time("time", time.GetUtcNow().ToUnixTimeMilliseconds());
        using var deadline = QueryDeadline.Of(request, time);
        var lookback = Lookback(request);
        var expression = Parsed(request);
        var result = deadline.Run(token => engine.Instant(expression, at, token, lookback));
        return Answer(request, result, limit);
    }

    private ApiResult Range(ApiRequest request)
    {
        var limit = request.Limit();
        long start = request.Time("start"), end = request.Time("end");
        if (end < start) throw ApiException.Parameter("end", "end timestamp must not be before start time");
        var step = (long)request.Duration("step");
        if (step <= 0)
        {
            throw ApiException.Parameter("step",
                "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }

        if ((end - start) / step > MaxPoints)
        {
            throw new ApiException(
                ApiError.BadData, "exceeded maximum resolution of 11,000 points per timeseries. "
                + "Try decreasing the query resolution (?step=XX)");
        }

        using var deadline = QueryDeadline.Of(request, time);
        var lookback = Lookback(request);
        var expression = Parsed(request);
        var result = deadline.Run(token =>
            engine.Range(expression, start, end, step, token, lookback));
        return Answer(request, result, limit);
    }

    private ApiResult Format(ApiRequest request)
    {
        var text = Parsed(request).ToPrettyString();
        return ApiResult.Of(json => json.Json.WriteStringValue(text));
    }

    private ApiResult Parse(ApiRequest request)
    {
        var expression = Parsed(request);
        return ApiResult.Of(json => SyntaxTreeWriter.Write(json.Json, expression));
    }

    private Expression Parsed(ApiRequest request)
    {
        try
        {
            return engine.Parse(request["query"]);
        }
        catch (PromqlParseException e)
        {
            throw ApiException.Parameter("query", e.Message);
        }
    }

    private static TimeSpan? Lookback(ApiRequest request)
    {
        var text = request["lookback_delta"];
        if (text.Length == 0) return null;
        if (ApiTime.ParseDuration(text, out var milliseconds) is { } wrong)
            throw new ApiException(ApiError.BadData, $"error parsing lookback delta duration: {wrong}");
        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private static ApiResult Answer(ApiRequest request, QueryResult result, int limit)
    {
        var value = Limited(result.Value, limit, out var isTruncated);
        var warnings = result.Warnings;
        if (isTruncated) warnings = [.. warnings, Truncated];
        var stats = request["stats"];
        if (stats is not ("" or "true" or "all"))
        {
            warnings =
                [.. warnings, $"value \"{stats}\" for parameter \"stats\" is deprecated and will be rejected "
                + "in the next major release, use \"true\" or \"all\""];
        }

        return new ApiResult(json => QueryJson.WriteAsync(
            json, value, stats.Length > 0 ? result.Statistics : null, request.Cancellation))
        {
            Warnings = warnings,
            Infos = result.Infos,
        };
    }

    private static QueryValue Limited(QueryValue value, int limit, out bool isTruncated)
    {
        isTruncated = limit > 0 && value switch
        {
            VectorValue vector => vector.Samples.Count > limit,
            MatrixValue matrix => matrix.Series.Count > limit,
            _ => false,
        };
        if (!isTruncated) return value;
        return value is VectorValue samples
            ? new VectorValue([.. samples.Samples.Take(limit)])
            : new MatrixValue([.. ((MatrixValue)value).Series.Take(limit)]);
    }
}
