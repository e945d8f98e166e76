using System.Text.Json;
using Hotaru.Kubernetes;

namespace Hotaru.Scraper;

/// <summary>
/// The lists that one discovery watches: its own role, and those whose labels it takes along.
/// </summary>
internal sealed class KubernetesLists : IAsyncDisposable
{
    private readonly Dictionary<ResourceKind, List<ReflectorLease>> _leases = [];
    private readonly KubernetesDiscoveryModel _model;
    private readonly Action _changed;

    /// <param name="changed">Called on any thread when anything in any of them is another.</param>
    /// <exception cref="IOException">The pod's own namespace is asked for and cannot be read.</exception>
    public KubernetesLists(
        KubernetesDiscoveryModel model, SharedReflectors reflectors, TimeProvider time, Action changed)
    {
        (_model, _changed) = (model, changed);
        IReadOnlyList<string> spaces = model.OwnNamespace
            ? [.. model.Namespaces, ServiceAccount.OwnNamespace]
            : model.Namespaces;
        foreach (var (kind, role) in Kinds(model))
        {
            var selector = model.Selectors.FirstOrDefault(s => s.Role == role);
            var leases = (kind.IsNamespaced && spaces.Count > 0 ? spaces.Distinct() : [""])
                .Select(space => new ResourceQuery(kind, space, selector?.Label ?? "", selector?.Field ?? ""))
                .Select(query => reflectors.Lease(
                    (model.ApiServer, model.Http), query,
                    () => KubernetesConnection.Client(model.ApiServer, model.Http, time)));
            _leases[kind] = [.. leases];
        }

        foreach (var lease in _leases.Values.SelectMany(l => l)) lease.Reflector.Changed += changed;
    }

    /// <summary>Whether every list was read once; before that, targets would come and go.</summary>
    public bool AreComplete => _leases.Values.All(list => list.TrueForAll(l => l.Reflector.HasSynced));

    public KubernetesObjects Objects() => new(Of(Kind(_model.Role)))
    {
        Services = Of(ResourceKind.Services),
        Pods = Of(ResourceKind.Pods),
        Nodes = Of(ResourceKind.Nodes),
        Namespaces = Of(ResourceKind.Namespaces),
        ReplicaSets = Of(ResourceKind.ReplicaSets),
        Jobs = Of(ResourceKind.Jobs),
        NeedsNode = _model.Attached.Node,
        NamesJob = _model.Attached.Job,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var lease in _leases.Values.SelectMany(l => l))
        {
            lease.Reflector.Changed -= _changed;
            await lease.DisposeAsync();
        }
    }

    private IReadOnlyList<JsonElement> Of(ResourceKind kind) => _leases.TryGetValue(kind, out var leases)
        ? [.. leases.SelectMany(l => l.Reflector.Objects).Select(o => o.Json)]
        : [];

    private static Dictionary<ResourceKind, string> Kinds(KubernetesDiscoveryModel model)
    {
        var attached = model.Attached;
        var kinds = new Dictionary<ResourceKind, string> { [Kind(model.Role)] = model.Role };
        if (model.Role is "endpoints" or "endpointslice")
            (kinds[ResourceKind.Services], kinds[ResourceKind.Pods]) = ("service", "pod");
        if (attached.Node) kinds[ResourceKind.Nodes] = "node";
        if (attached.Namespace) kinds[ResourceKind.Namespaces] = "namespace";
        if (attached.Deployment) kinds[ResourceKind.ReplicaSets] = "";
        if (attached.CronJob) kinds[ResourceKind.Jobs] = "";
        return kinds;
    }

    private static ResourceKind Kind(string role) => role switch
    {
        "pod" => ResourceKind.Pods,
        "service" => ResourceKind.Services,
        "endpoints" => ResourceKind.Endpoints,
        "node" => ResourceKind.Nodes,
        "endpointslice" => ResourceKind.EndpointSlices,
        _ => ResourceKind.Ingresses,
    };
}
