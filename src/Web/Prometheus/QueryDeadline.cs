using Hotaru.Promql;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// Runs a query until the client leaves or its timeout parameter is over, and tells the two apart.
/// </summary>
internal sealed class QueryDeadline : IDisposable
{
    private readonly CancellationTokenSource? _timeout;
    private readonly CancellationTokenSource? _either;
    private readonly CancellationToken _token;

    private QueryDeadline(CancellationTokenSource? timeout, CancellationToken client)
    {
        _timeout = timeout;
        _either =
            timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, client);
        _token = _either?.Token ?? client;
    }

    public static QueryDeadline Of(ApiRequest request, TimeProvider time)
    {
        if (request["timeout"].Length == 0) return new QueryDeadline(null, request.Cancellation);
        var milliseconds = Math.Clamp(request.Duration("timeout"), 0, int.MaxValue);
        return new QueryDeadline(
            new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds), time), request.Cancellation);
    }

    public QueryResult Run(Func<CancellationToken, QueryResult> query)
    {
        try
        {
            return query(_token);
        }
        catch (QueryException e) when (
            e.Type == QueryErrorType.Canceled && _timeout is { IsCancellationRequested: true })
        {
            throw new ApiException(ApiError.Timeout, "query timed out in expression evaluation");
        }
        catch (QueryException e)
        {
            throw new ApiException(ApiError.Of(e.Type), e.Message);
        }
    }

    public void Dispose()
    {
        _either?.Dispose();
        _timeout?.Dispose();
    }
}
