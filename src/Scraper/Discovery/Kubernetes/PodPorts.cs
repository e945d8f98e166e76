using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// The pods behind the endpoints of one object, and which of their ports the endpoints cover.
/// </summary>
internal sealed class PodPorts(KubernetesObjects objects, string owner)
{
    private readonly Dictionary<string, (JsonElement Pod, HashSet<string> Covered)> _seen =
        new(StringComparer.Ordinal);

    /// <summary>
    /// Adds the labels of the pod that a reference points to, of its node, and of the container's port.
    /// </summary>
    public void AddTo(LabelsBuilder target, JsonElement reference, string nodeName, string port)
    {
        if (objects.TryNode(nodeName, out var node)) KubernetesLabels.AddNode(target, node);
        if (reference.Text("kind") != "Pod") return;
        var space = reference.Text("namespace") is { Length: > 0 } named ? named : owner;
        if (!objects.TryPod(space, reference.Text("name"), out var pod)) return;
        KubernetesLabels.AddPod(target, pod, objects);
        var name = pod.Text("metadata", "name");
        if (!_seen.TryGetValue(name, out var entry)) _seen[name] = entry = (pod, []);
        entry.Covered.Add(port);
        foreach (var (container, isInit) in KubernetesLabels.Containers(pod))
        {
            foreach (var containerPort in container.Items("ports"))
            {
                if (containerPort.Text("containerPort") == port)
                    AddContainer(target, container, containerPort, isInit);
            }
        }
    }

    /// <summary>Targets for the ports of those pods that no endpoint covers.</summary>
    public IEnumerable<Labels> Others()
    {
        foreach (var (pod, covered) in _seen.Values)
        {
            var address = pod.Text("status", "podIP");
            if (address.Length == 0) continue;
            foreach (var (container, isInit) in KubernetesLabels.Containers(pod))
            {
                foreach (var port in container.Items("ports")
                    .Where(p => !covered.Contains(p.Text("containerPort"))))
                {
                    var target = new LabelsBuilder()
                        .Set(TargetLabels.Address, MetaLabels.HostPort(address, port.Text("containerPort")));
                    KubernetesLabels.AddPod(target, pod, objects);
                    AddContainer(target, container, port, isInit);
                    yield return target.Build();
                }
            }
        }
    }

    private static void AddContainer(
        LabelsBuilder target, JsonElement container, JsonElement port, bool isInit)
    {
        const string Prefix = KubernetesLabels.Prefix + "pod_container_";
        target.Set(Prefix + "name", container.Text("name")).Set(Prefix + "image", container.Text("image"))
            .Set(Prefix + "init", isInit ? "true" : "false");
        KubernetesLabels.AddPort(target, port);
    }
}
