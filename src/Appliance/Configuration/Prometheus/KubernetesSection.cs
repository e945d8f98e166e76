using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>kubernetes_sd_configs.</summary>
internal static class KubernetesSection
{
    private static readonly string[] Roles =
        ["endpoints", "endpointslice", "ingress", "node", "pod", "service"];

    public static KubernetesDiscoveryModel Read(ConfigMap map, string directory)
    {
        var role = map.Required("role", "kubernetes_sd_configs");
        if (role.Length > 0 && !Roles.Contains(role))
        {
            map.Problems.Add(map["role"]!.At, $"{GoText.Quote(role)} is not a role",
                $"write one of {string.Join(", ", Roles)}");
        }

        var namespaces = map["namespaces"]?.Map();
        var metadata = map["attach_metadata"]?.Map();
        var http = HttpSection.Read(map, directory, HttpSection.Defaults);
        var server = map["api_server"] is { } node ? HttpSection.Url(node) : null;
        var kubeconfig = map.Text("kubeconfig_file");
        if (kubeconfig.Length > 0)
            (server, http) = KubeconfigFile.Read(Path.Combine(directory, kubeconfig), http, map.Problems);
        var model = new KubernetesDiscoveryModel(
            role, server, namespaces?.Texts("names") ?? [], namespaces?.Flag("own_namespace", false) ?? false,
            [.. map.List("selectors").Select(Selector)], metadata?.Flag("node", false) ?? false,
            metadata?.Flag("namespace", false) ?? false, http);
        namespaces?.End();
        if (metadata is not null)
            foreach (var name in (
                ReadOnlySpan<string>)["deployment", "job", "cronjob"]) metadata[name]?.Flag();
        metadata?.End();
        map.End();
        return model;
    }

    private static KubernetesSelector Selector(ConfigNode node)
    {
        var map = node.Map();
        var selector = new KubernetesSelector(
            map.Required("role", "a selector"), map.Text("label"), map.Text("field"));
        map.End();
        return selector;
    }
}
