using Hotaru.Kubernetes;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary><c>operator:</c> of hotaru.yml.</summary>
/// <param name="Patterns">Files of resources.</param>
/// <param name="Kubeconfig">How targets are discovered; empty: in the cluster this runs in.</param>
internal sealed record OperatorModel(IReadOnlyList<string> Patterns, string Kubeconfig)
{
    public static readonly OperatorModel None = new([], "");

    /// <summary>Null where only files are read.</summary>
    public OperatorWatchModel? Watch { get; init; }

    public static OperatorModel Read(ConfigNode? node, string directory)
    {
        if (node is null) return None;
        var map = node.Map();
        var kubeconfig = map.Text("kubeconfig_file");
        var model = new OperatorModel(
            [.. map.Texts("resources").Select(path => Path.Combine(directory, path))],
            kubeconfig.Length == 0 ? "" : Path.GetFullPath(Path.Combine(directory, kubeconfig)))
        {
            Watch = ReadWatch(map, directory),
        };
        map.End();
        return model;
    }

    private static OperatorWatchModel? ReadWatch(ConfigMap map, string directory)
    {
        var isOn = map.Flag("watch", false);
        var spaces = map.Texts("namespaces");
        if (!isOn) return null;
        var (server, http) = KubernetesSection.Access(map, directory);
        if (server is null && map["kubeconfig_file"] is null && !ServiceAccount.IsThere)
        {
            map.Problems.Add(map.KeyAt("watch"), "this is no pod of a cluster, and no other is named",
                "add \"kubeconfig_file:\"");
        }

        return new OperatorWatchModel(server, http, spaces);
    }
}
