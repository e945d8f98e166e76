using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>kubernetes_sd_configs.</summary>
internal static class KubernetesSection
{
    /// <summary>For each role the roles whose objects it may select from.</summary>
    private static readonly Dictionary<string, string[]> Roles = new(StringComparer.Ordinal)
    {
        ["endpoints"] = ["pod", "service", "endpoints"],
        ["endpointslice"] = ["pod", "service", "endpointslice"],
        ["ingress"] = ["ingress"],
        ["node"] = ["node"],
        ["pod"] = ["pod", "node"],
        ["service"] = ["service"],
    };

    public static KubernetesDiscoveryModel Read(ConfigMap map, string directory)
    {
        var role = map.Required("role", "kubernetes_sd_configs");
        if (role.Length > 0 && !Roles.ContainsKey(role))
        {
            map.Problems.Add(map["role"]!.At, $"{GoText.Quote(role)} is not a role",
                $"write one of {string.Join(", ", Roles.Keys)}");
        }

        var (server, http) = Access(map, directory);
        var namespaces = map["namespaces"]?.Map();
        var own = namespaces?.Flag("own_namespace", false) ?? false;
        if (own && (map["api_server"] ?? map["kubeconfig_file"]) is not null)
        {
            map.Problems.Add(namespaces!.KeyAt("own_namespace"),
                "own_namespace stands together with an API server elsewhere",
                "name the namespace under names");
        }

        var model = new KubernetesDiscoveryModel(
            role, server, namespaces?.Texts("names") ?? [], own, Selectors(map, role),
            Attached(map["attach_metadata"]?.Map()), http);
        namespaces?.End();
        map.End();
        return model;
    }

    /// <summary>
    /// The API server and the way in: of this cluster, of a kubeconfig, or as the fields say.
    /// </summary>
    public static (Uri? Server, HttpClientModel Http) Access(ConfigMap map, string directory)
    {
        var http = HttpSection.Read(map, directory, HttpSection.Defaults);
        var server = map["api_server"] is { } node ? HttpSection.Url(node) : null;
        var kubeconfig = map.Text("kubeconfig_file");
        if (kubeconfig.Length == 0) return (server, http);
        if (server is not null)
        {
            map.Problems.Add(map.KeyAt("kubeconfig_file"), "kubeconfig_file and api_server stand together",
                "keep one of them");
        }

        return KubeconfigFile.Read(Path.Combine(directory, kubeconfig), http, map.Problems);
    }

    private static KubernetesMetadata Attached(ConfigMap? map)
    {
        if (map is null) return KubernetesMetadata.None;
        var attached = new KubernetesMetadata
        {
            Node = map.Flag("node", false),
            Namespace = map.Flag("namespace", false),
            Deployment = map.Flag("deployment", false),
            Job = map.Flag("job", false),
            CronJob = map.Flag("cronjob", false),
        };
        map.End();
        return attached;
    }

    private static List<KubernetesSelector> Selectors(ConfigMap map, string role)
    {
        var selectors = new List<KubernetesSelector>();
        foreach (var node in map.List("selectors"))
        {
            var selector = Selector(node);
            if (Roles.TryGetValue(role, out var allowed) && !allowed.Contains(selector.Role))
            {
                node.Problems.Add(node.At, $"role {role} has no selector for {GoText.Quote(selector.Role)}",
                    $"write one of {string.Join(", ", allowed)}");
            }

            if (selectors.Exists(s => s.Role == selector.Role))
            {
                node.Problems.Add(node.At, $"a second selector for {selector.Role}",
                    "join them with a comma, which means and");
            }

            selectors.Add(selector);
        }

        return selectors;
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
