using Hotaru.Promql;

namespace Hotaru.Web.Prometheus;

/// <summary>An errorType of the HTTP API, and the status it goes with.</summary>
internal sealed record ApiError(string Type, int Status)
{
    public static readonly ApiError BadData = new("bad_data", 400);
    public static readonly ApiError Execution = new("execution", 422);
    public static readonly ApiError Canceled = new("canceled", 499);
    public static readonly ApiError Timeout = new("timeout", 503);
    public static readonly ApiError Internal = new("internal", 500);
    public static readonly ApiError NotFound = new("not_found", 404);
    public static readonly ApiError Unavailable = new("unavailable", 500);

    public static ApiError Of(QueryErrorType type) => type switch
    {
        QueryErrorType.BadData => BadData,
        QueryErrorType.Timeout => Timeout,
        QueryErrorType.Canceled => Canceled,
        QueryErrorType.Internal => Internal,
        _ => Execution,
    };
}
