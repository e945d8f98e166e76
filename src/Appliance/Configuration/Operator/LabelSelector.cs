namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>A selector of Kubernetes: matchLabels and matchExpressions, all of which must hold.</summary>
internal static class LabelSelector
{
    public static bool Matches(ConfigMap selector, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (name, value) in selector.TextMap("matchLabels"))
        {
            if (labels.GetValueOrDefault(name) != value) return false;
        }

        return selector.List("matchExpressions").All(node => Holds(node.Map(), labels));
    }

    private static bool Holds(ConfigMap expression, IReadOnlyDictionary<string, string> labels)
    {
        var isThere = labels.TryGetValue(expression.Text("key"), out var value);
        return expression.Text("operator") switch
        {
            "In" => isThere && expression.Texts("values").Contains(value),
            "NotIn" => !isThere || !expression.Texts("values").Contains(value),
            "Exists" => isThere,
            "DoesNotExist" => !isThere,
            _ => false,
        };
    }

    /// <summary>The same as relabeling rules, which is how the operator has it.</summary>
    public static void Relabel(ConfigMap selector, string role, GeneratedYaml yaml)
    {
        var exact = selector.TextMap("matchLabels").OrderBy(l => l.Key, StringComparer.Ordinal);
        foreach (var (name, value) in exact)
            Rule(yaml, selector, "keep", role, name, $"({value});true");
        foreach (var node in selector.List("matchExpressions"))
        {
            var expression = node.Map();
            var name = expression.Text("key");
            var values = $"({string.Join('|', expression.Texts("values"))});true";
            var kind = expression.Text("operator");
            if (kind is "In" or "NotIn")
                Rule(yaml, expression, kind == "In" ? "keep" : "drop", role, name, values);
            else if (kind is "Exists" or "DoesNotExist")
            {
                yaml.Rule(expression.At, ("action", kind == "Exists" ? "keep" : "drop"),
                    ("source_labels", new[] { Label(role, "labelpresent", name) }), ("regex", "true"));
            }
            else
            {
                expression.Problems.Add(expression.At, $"\"{kind}\" is not an operator of a selector",
                    "write In, NotIn, Exists or DoesNotExist");
            }
        }
    }

    private static void Rule(
        GeneratedYaml yaml, ConfigMap at, string action, string role, string name, string regex) =>
        yaml.Rule(at.At, ("action", action),
            ("source_labels", new[] { Label(role, "label", name), Label(role, "labelpresent", name) }),
            ("regex", regex));

    private static string Label(string role, string what, string name) =>
        $"__meta_kubernetes_{role}_{what}_{GeneratedYaml.Sanitized(name)}";
}
