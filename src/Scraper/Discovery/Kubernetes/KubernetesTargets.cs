using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Target groups of Kubernetes objects: one group for each object, as with the peer.</summary>
internal static class KubernetesTargets
{
    public static IReadOnlyList<TargetGroup> Of(string role, KubernetesObjects objects) =>
        [.. objects.Items.Select(item => Group(role, item, objects))];

    private static TargetGroup Group(string role, JsonElement item, KubernetesObjects objects)
    {
        var labels = KubernetesLabels.OfObject(role, item);
        var owner = item.Text("metadata", "namespace");
        if (objects.TryNamespace(owner, out var space)) KubernetesLabels.AddTexts(labels, "namespace", space);
        IEnumerable<Labels> targets = role switch
        {
            "pod" => Pod(item, labels, objects),
            "service" => Service(item),
            "node" => Node(item, labels),
            "endpoints" => KubernetesEndpoints.Of(item, labels, objects),
            "endpointslice" => KubernetesEndpoints.OfSlice(item, labels, objects),
            _ => Ingress(item, labels),
        };
        List<Labels> all = [.. targets];
        return new TargetGroup($"{role}/{owner}/{item.Text("metadata", "name")}", all, labels.Build());
    }

    private static IEnumerable<Labels> Pod(JsonElement pod, LabelsBuilder labels, KubernetesObjects objects)
    {
        var address = pod.Text("status", "podIP");
        if (address.Length == 0) yield break;
        var isOnNode = objects.TryNode(pod.Text("spec", "nodeName"), out var node);
        if (objects.NeedsNode && !isOnNode) yield break;
        KubernetesLabels.AddPod(labels, pod, objects);
        if (isOnNode) KubernetesLabels.AddNode(labels, node);
        foreach (var (container, isInit) in KubernetesLabels.Containers(pod))
        {
            var target = KubernetesLabels.OfContainer(pod, container, isInit);
            var ports = container.Items("ports").ToList();
            if (ports.Count == 0) yield return target.Set(TargetLabels.Address, address).Build();
            foreach (var port in ports)
            {
                KubernetesLabels.AddPort(target, port);
                target.Set(TargetLabels.Address, MetaLabels.HostPort(address, port.Text("containerPort")));
                yield return target.Build();
            }
        }
    }

    private static IEnumerable<Labels> Service(JsonElement service)
    {
        const string Prefix = KubernetesLabels.Prefix + "service_";
        var host = $"{service.Text("metadata", "name")}.{service.Text("metadata", "namespace")}.svc";
        var type = service.Text("spec", "type");
        foreach (var port in service.Items("spec", "ports"))
        {
            var target = new LabelsBuilder()
                .Set(TargetLabels.Address, MetaLabels.HostPort(host, port.Text("port")))
                .Set(Prefix + "port_name", port.Text("name")).Set(Prefix + "port_number", port.Text("port"))
                .Set(Prefix + "port_protocol", port.Text("protocol")).Set(Prefix + "type", type);
            if (type == "ExternalName")
                target.Set(Prefix + "external_name", service.Text("spec", "externalName"));
            else target.Set(Prefix + "cluster_ip", service.Text("spec", "clusterIP"));
            if (type == "LoadBalancer") target.Set(Prefix + "loadbalancer_ip", LoadBalancer(service));
            yield return target.Build();
        }
    }

    private static string LoadBalancer(JsonElement service)
    {
        var addresses = service.Items("status", "loadBalancer", "ingress").Select(i => i.Text("ip"))
            .Where(ip => ip.Length > 0).ToList();
        return addresses.Count > 0 ? string.Join(',', addresses) : service.Text("spec", "loadBalancerIP");
    }

    private static IEnumerable<Labels> Node(JsonElement node, LabelsBuilder labels)
    {
        string[] order =
            ["InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS", "LegacyHostIP", "Hostname"];
        labels.Set(KubernetesLabels.Prefix + "node_provider_id", node.Text("spec", "providerID"));
        foreach (var condition in node.Items("status", "conditions"))
        {
            var name = MetaLabels.Sanitized(condition.Text("type").ToLowerInvariant());
            labels.Set($"{KubernetesLabels.Prefix}node_condition_{name}",
                condition.Text("status").ToLowerInvariant());
        }

        var addresses = node.Items("status", "addresses").GroupBy(a => a.Text("type"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Text("address"), StringComparer.Ordinal);
        if (order.FirstOrDefault(addresses.ContainsKey) is not { } type) yield break;
        var port = node.Text("status", "daemonEndpoints", "kubeletEndpoint", "Port");
        var target = new LabelsBuilder()
            .Set(TargetLabels.Address, MetaLabels.HostPort(addresses[type], port))
            .Set(LabelNames.Instance, node.Text("metadata", "name"));
        foreach (var (name, address) in addresses)
            target.Set($"{KubernetesLabels.Prefix}node_address_{MetaLabels.Sanitized(name)}", address);
        yield return target.Build();
    }

    private static IEnumerable<Labels> Ingress(JsonElement ingress, LabelsBuilder labels)
    {
        const string Prefix = KubernetesLabels.Prefix + "ingress_";
        labels.Set(Prefix + "class_name", ingress.Text("spec", "ingressClassName"));
        var secured = ingress.Items("spec", "tls").SelectMany(tls => tls.Items("hosts"))
            .Select(host => host.GetString() ?? "").ToList();
        foreach (var rule in ingress.Items("spec", "rules"))
        {
            var host = rule.Text("host");
            var paths = rule.Items("http", "paths").Select(path => path.Text("path")).ToList();
            if (paths.Count == 0) paths.Add("/");
            foreach (var path in paths)
            {
                yield return new LabelsBuilder().Set(TargetLabels.Address, host).Set(Prefix + "host", host)
                    .Set(Prefix + "scheme",
                        secured.Exists(pattern => Covers(pattern, host)) ? "https" : "http")
                    .Set(Prefix + "path", path.Length == 0 ? "/" : path).Build();
            }
        }
    }

    /// <summary>A star stands for the first part of a host name, and for that only.</summary>
    private static bool Covers(string pattern, string host)
    {
        if (pattern == host) return true;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && pattern.StartsWith("*.", StringComparison.Ordinal) && pattern[1..] == host[dot..];
    }
}
