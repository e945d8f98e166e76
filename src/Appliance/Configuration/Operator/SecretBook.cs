using System.Text;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>The Secrets and ConfigMaps beside the resources that refer to them.</summary>
internal sealed class SecretBook(OperatorResources resources)
{
    /// <summary>Whether a node is a reference to a key of a Secret or ConfigMap.</summary>
    public static bool IsReference(ConfigNode node)
    {
        if (!node.IsMap) return false;
        var names = node.Map().Names.ToList();
        return names is ["secret"] or ["configMap"]
            || (names.Contains("key") && names.Contains("name")
                && names.All(name => name is "key" or "name" or "optional"));
    }

    /// <summary>
    /// The text behind a reference; null (and a problem) where it is not among the resources.
    /// </summary>
    public string? Read(ConfigNode node, string space)
    {
        var map = node.Map();
        var kind = "Secret";
        if (map["configMap"] is { } config) (kind, map) = ("ConfigMap", config.Map());
        else if (map["secret"] is { } secret) map = secret.Map();
        var (name, key) = (map.Text("name"), map.Text("key"));
        var found = resources.Find(kind, space, name);
        if (found?.Object.TextMap("stringData").GetValueOrDefault(key) is { } plain) return plain;
        if (found?.Object.TextMap("data").GetValueOrDefault(key) is { } data)
            return kind == "ConfigMap" ? data : Decoded(data);
        map.Problems.Add(node.At, $"{kind} {space}/{name} with the key \"{key}\" is not among the resources",
            $"add the {kind} to the files of \"operator:\"");
        return null;
    }

    private static string Decoded(string data)
    {
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : data;
    }
}
