namespace Hotaru.Appliance.Configuration.Operator;

/// <summary><c>operator:</c> of hotaru.yml.</summary>
/// <param name="Patterns">Files of resources.</param>
/// <param name="Kubeconfig">How targets are discovered; empty: in the cluster this runs in.</param>
internal sealed record OperatorModel(IReadOnlyList<string> Patterns, string Kubeconfig)
{
    public static readonly OperatorModel None = new([], "");

    public static OperatorModel Read(ConfigNode? node, string directory)
    {
        if (node is null) return None;
        var map = node.Map();
        var kubeconfig = map.Text("kubeconfig_file");
        var model = new OperatorModel(
            [.. map.Texts("resources").Select(path => Path.Combine(directory, path))],
            kubeconfig.Length == 0 ? "" : Path.GetFullPath(Path.Combine(directory, kubeconfig)));
        map.End();
        return model;
    }
}
