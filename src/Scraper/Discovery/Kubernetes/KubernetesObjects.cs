using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>The objects of a role, and those around them whose labels go along.</summary>
internal sealed class KubernetesObjects(IReadOnlyList<JsonElement> items)
{
    private Dictionary<string, JsonElement> _services = [];
    private Dictionary<string, JsonElement> _pods = [];
    private Dictionary<string, JsonElement> _nodes = [];
    private Dictionary<string, JsonElement> _namespaces = [];
    private Dictionary<string, JsonElement> _replicaSets = [];
    private Dictionary<string, JsonElement> _jobs = [];

    /// <summary>
    /// Whether pods on nodes that are not among the nodes are left out: a selector chose them.
    /// </summary>
    public bool NeedsNode { get; init; }

    /// <summary>Whether pods of Jobs carry the Job's name.</summary>
    public bool NamesJob { get; init; }

    public IReadOnlyList<JsonElement> Items => items;

    public IReadOnlyList<JsonElement> Services
    {
        set => _services = ByName(value);
    }

    public IReadOnlyList<JsonElement> Pods
    {
        set => _pods = ByName(value);
    }

    public IReadOnlyList<JsonElement> Nodes
    {
        set => _nodes = ByName(value);
    }

    public IReadOnlyList<JsonElement> Namespaces
    {
        set => _namespaces = ByName(value);
    }

    public IReadOnlyList<JsonElement> ReplicaSets
    {
        set => _replicaSets = ByName(value);
    }

    public IReadOnlyList<JsonElement> Jobs
    {
        set => _jobs = ByName(value);
    }

    /// <summary>
    /// The Deployment or CronJob behind the ReplicaSet or Job that a pod names; else empty.
    /// </summary>
    public string OwnerOf(string kind, string space, string name)
    {
        var owners = kind == "ReplicaSet" ? _replicaSets : _jobs;
        var wanted = kind == "ReplicaSet" ? "Deployment" : "CronJob";
        if (!owners.TryGetValue($"{space}/{name}", out var owner)) return "";
        var controller = KubernetesLabels.Controller(owner);
        return controller.Text("kind") == wanted ? controller.Text("name") : "";
    }

    public bool TryService(string owner, string name, out JsonElement service) =>
        _services.TryGetValue($"{owner}/{name}", out service);

    public bool TryPod(string owner, string name, out JsonElement pod) =>
        _pods.TryGetValue($"{owner}/{name}", out pod);

    public bool TryNode(string name, out JsonElement node) => _nodes.TryGetValue("/" + name, out node);

    public bool TryNamespace(string name, out JsonElement found) =>
        _namespaces.TryGetValue("/" + name, out found);

    private static Dictionary<string, JsonElement> ByName(IReadOnlyList<JsonElement> objects) =>
        objects.ToDictionary(
            o => $"{o.Text("metadata", "namespace")}/{o.Text("metadata", "name")}", StringComparer.Ordinal);
}
