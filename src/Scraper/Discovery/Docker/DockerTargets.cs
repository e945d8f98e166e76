using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Targets of Docker's containers: one for each network and TCP port.</summary>
internal static class DockerTargets
{
    private const string Prefix = "__meta_docker_";

    public static TargetGroup Of(DockerDiscoveryModel model, JsonElement containers, JsonElement networks)
    {
        var networkLabels = networks.EnumerateArray()
            .ToDictionary(network => network.Text("Id"), NetworkLabels, StringComparer.Ordinal);
        var all = containers.EnumerateArray().ToDictionary(c => c.Text("Id"), StringComparer.Ordinal);
        var targets = new List<Labels>();
        foreach (var container in all.Values)
        {
            if (!container.Items("Names").Any()) continue;
            var labels = ContainerLabels(container);
            foreach (var network in Networks(model, container, all))
            {
                var shared = networkLabels.GetValueOrDefault(network.Text("NetworkID"), Labels.Empty);
                targets.AddRange(Targets(model, container, network, labels, shared));
            }
        }

        return new TargetGroup("Docker", targets, Labels.Empty);
    }

    private static Labels ContainerLabels(JsonElement container) => new LabelsBuilder()
        .Set(Prefix + "container_id", container.Text("Id"))
        .Set(Prefix + "container_name", container.Items("Names").First().GetString() ?? "")
        .Set(Prefix + "container_network_mode", container.Text("HostConfig", "NetworkMode"))
        .Set(Prefix + "container_image", container.Text("Image"))
        .Set(Prefix + "container_image_id", container.Text("ImageID"))
        .SetMap(Prefix + "container_label_", container.At("Labels"))
        .Build();

    private static Labels NetworkLabels(JsonElement network) => new LabelsBuilder()
        .Set(Prefix + "network_id", network.Text("Id"))
        .Set(Prefix + "network_name", network.Text("Name"))
        .Set(Prefix + "network_scope", network.Text("Scope"))
        .Set(Prefix + "network_internal", network.Text("Internal"))
        .Set(Prefix + "network_ingress", network.Text("Ingress"))
        .SetMap(Prefix + "network_label_", network.At("Labels"))
        .Build();

    /// <summary>
    /// The container's networks; those of the container whose network it shares where it has none.
    /// </summary>
    private static IEnumerable<JsonElement> Networks(
        DockerDiscoveryModel model, JsonElement container, Dictionary<string, JsonElement> all)
    {
        const string SharesWith = "container:";
        var networks = Own(container);
        for (var depth = 0; networks.Count == 0 && depth < 8; depth++)
        {
            var mode = container.Text("HostConfig", "NetworkMode");
            if (!mode.StartsWith(SharesWith, StringComparison.Ordinal)) break;
            if (!all.TryGetValue(mode[SharesWith.Length..], out container)) break;
            networks = Own(container);
        }

        return model.MatchFirstNetwork ? networks.Take(1) : networks;
    }

    private static List<JsonElement> Own(JsonElement container)
    {
        var networks = container.At("NetworkSettings", "Networks");
        if (networks.ValueKind != JsonValueKind.Object) return [];
        return [.. networks.EnumerateObject().OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => n.Value)
            .Where(n => n.ValueKind == JsonValueKind.Object)];
    }

    private static IEnumerable<Labels> Targets(
        DockerDiscoveryModel model, JsonElement container, JsonElement network, Labels labels, Labels shared)
    {
        var address =
            network.Text("IPAddress") is { Length: > 0 } v4 ? v4 : network.Text("GlobalIPv6Address");
        var ports = container.Items("Ports").Where(port => port.Text("Type") == "tcp").ToList();
        foreach (var port in ports)
        {
            var target = Merged(labels, shared).Set(Prefix + "network_ip", address)
                .Set(Prefix + "port_private", port.Text("PrivatePort"))
                .Set(TargetLabels.Address, MetaLabels.HostPort(address, port.Text("PrivatePort")));
            if (port.Text("PublicPort") is { Length: > 0 } publicPort && publicPort != "0")
                target.Set(Prefix + "port_public", publicPort)
                    .Set(Prefix + "port_public_ip", port.Text("IP"));
            yield return target.Build();
        }

        if (ports.Count > 0) yield break;
        var isHost = container.Text("HostConfig", "NetworkMode") == "host";
        yield return Merged(labels, shared).Set(Prefix + "network_ip", address).Set(
            TargetLabels.Address,
            isHost ? model.HostNetworkingHost : MetaLabels.HostPort(address, model.Port.ToString())).Build();
    }

    private static LabelsBuilder Merged(Labels labels, Labels more)
    {
        var builder = new LabelsBuilder(labels);
        foreach (var label in more) builder.Set(label.Name, label.Value);
        return builder;
    }
}
