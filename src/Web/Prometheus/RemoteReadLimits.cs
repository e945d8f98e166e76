namespace Hotaru.Web.Prometheus;

/// <summary>What one reader may ask of remote read.</summary>
public static class RemoteReadLimits
{
    /// <summary>
    /// Requests that are answered at once; others wait. The peer's --storage.remote.read-concurrent-limit.
    /// </summary>
    public const int AtOnce = 10;
}
