using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>The __meta_kubernetes_ labels that several roles share.</summary>
internal static class KubernetesLabels
{
    public const string Prefix = "__meta_kubernetes_";

    /// <summary>Namespace, name, labels and annotations.</summary>
    public static LabelsBuilder OfObject(string role, JsonElement item)
    {
        var labels = new LabelsBuilder().Set(Prefix + "namespace", item.Text("metadata", "namespace"));
        labels.Set($"{Prefix}{role}_name", item.Text("metadata", "name"));
        AddTexts(labels, role, item);
        return labels;
    }

    /// <summary>Labels and annotations, each with one that says that it is present.</summary>
    public static void AddTexts(LabelsBuilder labels, string role, JsonElement item)
    {
        foreach (var kind in (ReadOnlySpan<string>)["label", "annotation"])
        {
            labels.SetMap(
                $"{Prefix}{role}_{kind}_", item.At("metadata", kind + "s"), $"{Prefix}{role}_{kind}present_");
        }
    }

    public static void AddPod(LabelsBuilder labels, JsonElement pod)
    {
        labels.Set(Prefix + "pod_ip", pod.Text("status", "podIP"))
            .Set(Prefix + "pod_phase", pod.Text("status", "phase"))
            .Set(Prefix + "pod_node_name", pod.Text("spec", "nodeName"))
            .Set(Prefix + "pod_host_ip", pod.Text("status", "hostIP"))
                .Set(Prefix + "pod_uid", pod.Text("metadata", "uid"))
            .Set(Prefix + "pod_name", pod.Text("metadata", "name")).Set(Prefix + "pod_ready", Ready(pod));
        AddTexts(labels, "pod", pod);
        foreach (var reference in pod.Items("metadata", "ownerReferences"))
        {
            if (reference.Text("controller") != "true") continue;
            labels.Set(Prefix + "pod_controller_kind", reference.Text("kind"))
                .Set(Prefix + "pod_controller_name", reference.Text("name"));
            break;
        }
    }

    public static void AddNode(LabelsBuilder labels, JsonElement node)
    {
        labels.Set(Prefix + "node_name", node.Text("metadata", "name"));
        AddTexts(labels, "node", node);
    }

    public static IEnumerable<(JsonElement Container, bool IsInit)> Containers(JsonElement pod) =>
        pod.Items("spec", "containers").Select(c => (c, false))
            .Concat(pod.Items("spec", "initContainers").Select(c => (c, true)));

    public static LabelsBuilder OfContainer(JsonElement pod, JsonElement container, bool isInit)
    {
        var name = container.Text("name");
        var state = pod.Items("status", isInit ? "initContainerStatuses" : "containerStatuses")
            .FirstOrDefault(status => status.Text("name") == name);
        return new LabelsBuilder().Set(Prefix + "pod_container_name", name)
            .Set(Prefix + "pod_container_id", state.Text("containerID"))
            .Set(Prefix + "pod_container_image", container.Text("image"))
            .Set(Prefix + "pod_container_init", isInit ? "true" : "false");
    }

    public static void AddPort(LabelsBuilder target, JsonElement port) => target
        .Set(Prefix + "pod_container_port_number", port.Text("containerPort"))
        .Set(Prefix + "pod_container_port_name", port.Text("name"))
        .Set(Prefix + "pod_container_port_protocol", port.Text("protocol"));

    private static string Ready(JsonElement pod)
    {
        foreach (var condition in pod.Items("status", "conditions"))
        {
            if (condition.Text("type") == "Ready") return condition.Text("status").ToLowerInvariant();
        }

        return "unknown";
    }
}
