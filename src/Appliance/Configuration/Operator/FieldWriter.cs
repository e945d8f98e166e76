using System.Text;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Writes fields of a resource as the configuration files have them: the operator's names are the files' in
/// camelCase, and where the files have a secret's text it has a reference.
/// </summary>
internal sealed class FieldWriter(SecretBook secrets, string space)
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["interval"] = "scrape_interval",
        ["path"] = "metrics_path",
        ["relabelings"] = "relabel_configs",
        ["metricRelabelings"] = "metric_relabel_configs",
        ["bearerTokenSecret"] = "bearer_token",
        ["keySecret"] = "key",
        ["urlSecret"] = "url",
        ["proxyURL"] = "proxy_url",
    };

    /// <summary>Fields that are lists of key and value there, and maps in the files.</summary>
    private static readonly string[] Pairs = ["headers", "details"];

    /// <summary>Maps whose keys are a person's own.</summary>
    private static readonly string[] OwnKeys = ["params", "labels", "endpointParams", "customFields"];

    /// <summary>One line for a field, or nothing where it is not there.</summary>
    public void Write(GeneratedYaml yaml, string indent, ConfigMap map, string name)
    {
        if (map[name] is not { IsNull: false } node) return;
        yaml.Line($"{indent}{NameOf(name)}: {Flow(node, name)}", map.KeyAt(name));
    }

    /// <summary>A list with a line for each entry, so that each has a place.</summary>
    public void WriteList(GeneratedYaml yaml, ConfigMap map, string name)
    {
        foreach (var node in map.List(name)) yaml.Line($"  - {Flow(node, name)}", node.At);
    }

    public static string NameOf(string name) => Renamed.GetValueOrDefault(name) ?? Snake(name);

    /// <summary>A node in one line.</summary>
    public string Flow(ConfigNode node, string field)
    {
        if (SecretBook.IsReference(node)) return GeneratedYaml.Quoted(secrets.Read(node, space) ?? "");
        if (node.IsList && Pairs.Contains(field)) return PairsOf(node);
        if (node.IsList) return $"[{string.Join(", ", node.List().Select(entry => Flow(entry, field)))}]";
        if (node.IsMap) return MapOf(node.Map(), OwnKeys.Contains(field));
        var text = node.ScalarText ?? "";
        if (node.IsNull) return "null";
        if (node.IsLiteral && !node.IsQuoted) return text;
        // Actions and roles are written with capitals there.
        return GeneratedYaml.Quoted(field is "action" or "role" or "scheme" ? text.ToLowerInvariant() : text);
    }

    private string MapOf(ConfigMap map, bool keepsNames) =>
        $"{{{string.Join(", ", map.Names.ToList().Select(name =>
            $"{GeneratedYaml.Quoted(keepsNames ? name : Inner(name))}: {Flow(map[name]!, name)}"))}}}";

    /// <summary>Within a field only secrets have other names: path and interval may be something else.
    /// </summary>
    private static string Inner(string name) =>
        name.EndsWith("Secret", StringComparison.Ordinal) ? NameOf(name) : Snake(name);

    private static string PairsOf(ConfigNode node) => $"{{{string.Join(", ", node.List().Select(entry =>
    {
        var pair = entry.Map();
        return $"{GeneratedYaml.Quoted(pair.Text("key"))}: {GeneratedYaml.Quoted(pair.Text("value"))}";
    }))}}}";

    /// <summary>apiURL is api_url, fileSDConfigs is file_sd_configs.</summary>
    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isWordStart = char.IsAsciiLetterUpper(name[i]) && i > 0
                && (!char.IsAsciiLetterUpper(name[i - 1])
                    || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (isWordStart) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
