using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>One object of a Kubernetes manifest.</summary>
internal sealed record OperatorResource(
    string Kind, string Space, string Name, IReadOnlyDictionary<string, string> Labels, ConfigMap Object)
{
    public SourcePosition At => Object.At;

    public ConfigMap? Spec => Object["spec"] is { IsMap: true } spec ? spec.Map() : null;

    public static OperatorResource? Of(ConfigNode node)
    {
        if (!node.IsMap) return null;
        var map = node.Map();
        if (map["kind"]?.ScalarText is not { Length: > 0 } kind) return null;
        var metadata = map["metadata"] is { IsMap: true } given ? given.Map() : null;
        var space = metadata?.Text("namespace") ?? "";
        return new OperatorResource(
            kind, space.Length == 0 && kind != "Namespace" ? "default" : space, metadata?.Text("name") ?? "",
            metadata?.TextMap("labels") ?? new Dictionary<string, string>(), map);
    }
}
