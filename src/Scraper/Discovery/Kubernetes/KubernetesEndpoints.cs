using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// The targets of endpoints and endpoint slices, and of the other ports of the pods behind them.
/// </summary>
internal static class KubernetesEndpoints
{
    private const string Prefix = KubernetesLabels.Prefix;

    public static IEnumerable<Labels> Of(
        JsonElement endpoints, LabelsBuilder labels, KubernetesObjects objects)
    {
        // The group's name label is that of the endpoints, whatever the role is called.
        AddService(labels, endpoints, endpoints.Text("metadata", "name"), objects);
        var pods = new PodPorts(objects, endpoints.Text("metadata", "namespace"));
        var targets = new List<Labels>();
        foreach (var subset in endpoints.Items("subsets"))
        {
            foreach (var port in subset.Items("ports"))
            {
                foreach (var address in subset.Items("addresses"))
                    targets.Add(One(address, port, "true", pods));
                foreach (var address in subset.Items("notReadyAddresses"))
                    targets.Add(One(address, port, "false", pods));
            }
        }

        return targets.Concat(pods.Others());
    }

    public static IEnumerable<Labels> OfSlice(
        JsonElement slice, LabelsBuilder labels, KubernetesObjects objects)
    {
        labels.Set(Prefix + "endpointslice_address_type", slice.Text("addressType"));
        var service = slice.At("metadata", "labels").Text("kubernetes.io/service-name");
        AddService(labels, slice, service, objects);
        if (IsSecondFamily(slice, service, objects)) return [];
        var pods = new PodPorts(objects, slice.Text("metadata", "namespace"));
        var targets = new List<Labels>();
        foreach (var port in slice.Items("ports"))
        {
            foreach (var endpoint in slice.Items("endpoints"))
            {
                foreach (var address in endpoint.Items("addresses"))
                    targets.Add(OneOfSlice(address.GetString() ?? "", endpoint, port, pods));
            }
        }

        return targets.Concat(pods.Others());
    }

    /// <summary>
    /// A service of two address families has a slice for each: the second one doubles the first.
    /// </summary>
    private static bool IsSecondFamily(JsonElement slice, string name, KubernetesObjects objects) =>
        objects.TryService(slice.Text("metadata", "namespace"), name, out var service)
        && service.Text("spec", "ipFamilyPolicy") is "PreferDualStack" or "RequireDualStack"
        && service.Items("spec", "ipFamilies").Select(family => family.GetString())
            .FirstOrDefault() is { } first
        && first != slice.Text("addressType");

    private static void AddService(
        LabelsBuilder labels, JsonElement item, string name, KubernetesObjects objects)
    {
        if (!objects.TryService(item.Text("metadata", "namespace"), name, out var service)) return;
        labels.Set(Prefix + "service_name", name);
        KubernetesLabels.AddTexts(labels, "service", service);
    }

    private static Labels One(JsonElement address, JsonElement port, string ready, PodPorts pods)
    {
        var target = new LabelsBuilder()
            .Set(TargetLabels.Address, MetaLabels.HostPort(address.Text("ip"), port.Text("port")))
            .Set(Prefix + "endpoint_port_name", port.Text("name"))
            .Set(Prefix + "endpoint_port_protocol", port.Text("protocol"))
            .Set(Prefix + "endpoint_ready", ready)
            .Set(Prefix + "endpoint_address_target_kind", address.Text("targetRef", "kind"))
            .Set(Prefix + "endpoint_address_target_name", address.Text("targetRef", "name"))
            .Set(Prefix + "endpoint_node_name", address.Text("nodeName"))
            .Set(Prefix + "endpoint_hostname", address.Text("hostname"));
        var node = address.Text("nodeName");
        if (node.Length == 0 && address.Text("targetRef", "kind") == "Node")
            node = address.Text("targetRef", "name");
        pods.AddTo(target, address.At("targetRef"), node, port.Text("port"));
        return target.Build();
    }

    private static Labels OneOfSlice(string address, JsonElement endpoint, JsonElement port, PodPorts pods)
    {
        const string Slice = Prefix + "endpointslice_";
        var number = port.Text("port");
        var target = new LabelsBuilder()
            .Set(TargetLabels.Address, number.Length == 0 ? address : MetaLabels.HostPort(address, number))
            .Set(Slice + "port_name", port.Text("name")).Set(Slice + "port_protocol", port.Text("protocol"))
            .Set(Slice + "port", number).Set(Slice + "port_app_protocol", port.Text("appProtocol"))
            .Set(Slice + "endpoint_hostname", endpoint.Text("hostname"))
            .Set(Slice + "address_target_kind", endpoint.Text("targetRef", "kind"))
            .Set(Slice + "address_target_name", endpoint.Text("targetRef", "name"))
            .Set(Slice + "endpoint_node_name", endpoint.Text("nodeName"))
            .Set(Slice + "endpoint_zone", endpoint.Text("zone"));
        foreach (var name in (ReadOnlySpan<string>)["ready", "serving", "terminating"])
            target.Set($"{Slice}endpoint_conditions_{name}", endpoint.Text("conditions", name));
        target.SetMap(
            Slice + "endpoint_topology_", endpoint.At("deprecatedTopology"),
            Slice + "endpoint_topology_present_");
        var isNode = endpoint.Text("targetRef", "kind") == "Node";
        var node = isNode ? endpoint.Text("targetRef", "name") : endpoint.Text("nodeName");
        pods.AddTo(target, endpoint.At("targetRef"), node, number);
        return target.Build();
    }
}
