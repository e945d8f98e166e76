namespace Hotaru.Promql;

/// <summary>A query that could not be answered. There are no partial results.</summary>
public sealed class QueryException(QueryErrorType type, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public QueryErrorType Type { get; } = type;
}
