namespace Hotaru.Promql;

/// <summary>Prometheus's errorType of the HTTP API.</summary>
public enum QueryErrorType
{
    /// <summary>bad_data, HTTP 400: the text or the parameters are wrong.</summary>
    BadData,

    /// <summary>execution, HTTP 422.</summary>
    Execution,

    /// <summary>timeout, HTTP 503.</summary>
    Timeout,

    /// <summary>canceled, HTTP 499: the client went away or the process stops.</summary>
    Canceled,

    /// <summary>internal, HTTP 500: the storage could not be read.</summary>
    Internal,
}
