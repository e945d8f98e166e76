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

    /// <summary>
    /// The reference to the object that controls another; an undefined one where there is none.
    /// </summary>
    public static JsonElement Controller(JsonElement item) => item.Items("metadata", "ownerReferences")
        .FirstOrDefault(reference => reference.Text("controller") == "true");

    public static void AddPod(LabelsBuilder labels, JsonElement pod, KubernetesObjects objects)
    {
        labels.Set(Prefix + "pod_ip", pod.Text("status", "podIP"))
            .Set(Prefix + "pod_phase", pod.Text("status", "phase"))
            .Set(Prefix + "pod_node_name", pod.Text("spec", "nodeName"))
            .Set(Prefix + "pod_host_ip", pod.Text("status", "hostIP"))
                .Set(Prefix + "pod_uid", pod.Text("metadata", "uid"))
            .Set(Prefix + "pod_name", pod.Text("metadata", "name")).Set(Prefix + "pod_ready", Ready(pod));
        AddTexts(labels, "pod", pod);
        var controller = Controller(pod);
        var (kind, name) = (controller.Text("kind"), controller.Text("name"));
        labels.Set(Prefix + "pod_controller_kind", kind).Set(Prefix + "pod_controller_name", name);
        var owner = kind is "ReplicaSet" or "Job"
            ? objects.OwnerOf(kind, pod.Text("metadata", "namespace"), name)
            : "";
        if (kind == "ReplicaSet") labels.Set(Prefix + "pod_deployment_name", owner);
        if (kind != "Job") return;
        labels.Set(Prefix + "pod_cronjob_name", owner);
        if (objects.NamesJob) labels.Set(Prefix + "pod_job_name", name);
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
