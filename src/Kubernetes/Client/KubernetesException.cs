using System.Net;

namespace Hotaru.Kubernetes;

/// <summary>The API server said no; the message carries its own words.</summary>
public sealed class KubernetesException(HttpStatusCode status, string message, TimeSpan? retryAfter = null)
    : Exception(message)
{
    public HttpStatusCode Status => status;

    /// <summary>How long it asks to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>What was asked for is no longer kept (410): list again from the beginning.</summary>
    public bool IsExpired => status == HttpStatusCode.Gone;
}
