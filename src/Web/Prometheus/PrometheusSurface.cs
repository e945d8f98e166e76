using Hotaru.Remote;

namespace Hotaru.Web.Prometheus;

/// <summary>What the Prometheus surface's endpoints are made of; the wiring fills it in.</summary>
public sealed record PrometheusSurface
{
    public required RemoteWriteReceiver RemoteWrite { get; init; }
}
