using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// kubernetes_sd_configs: lists the objects of a role every 15 seconds. A list is one request that the API
/// server answers from its cache; a watch would be faster by seconds and has many more ways to go wrong.
/// </summary>
internal sealed class KubernetesDiscoverer(
    string job, KubernetesDiscoveryModel model, TimeProvider time, ILogger log)
    : RefreshingDiscoverer(job, Every, time, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly KubernetesApi _api = new(model, time);

    protected override string Kind => "kubernetes";

    protected override async Task<IReadOnlyList<TargetGroup>> RefreshAsync(CancellationToken cancellation)
    {
        var objects = new KubernetesObjects(await _api.ListAsync(model.Role, cancellation));
        if (model.Role is "endpoints" or "endpointslice")
        {
            objects.Services = await _api.ListAsync("service", cancellation);
            objects.Pods = await _api.ListAsync("pod", cancellation);
        }

        if (model.AttachNodeMetadata) objects.Nodes = await _api.ListAsync("node", cancellation);
        if (model.AttachNamespaceMetadata) objects.Namespaces =
            await _api.ListAsync("namespace", cancellation);
        return KubernetesTargets.Of(model.Role, objects);
    }
}
