using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>Lists of relabeling rules. Source: Prometheus's documentation of relabel_config.</summary>
internal static class RelabelSection
{
    private static readonly Dictionary<string, RelabelAction> Actions = Enum.GetValues<RelabelAction>()
        .ToDictionary(action => action.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static IReadOnlyList<RelabelRule> Read(ConfigMap? map, string name, bool isLegacy) =>
        map is null ? [] : [.. map.List(name).Select(node => Rule(node, isLegacy))];

    private static RelabelRule Rule(ConfigNode node, bool isLegacy)
    {
        var map = node.Map();
        var action = Action(map["action"]);
        var rule = new RelabelRule
        {
            SourceLabels = map.Texts("source_labels"),
            Separator = map.Text("separator", ";"),
            Regex = Regex(map["regex"]),
            Modulus = (ulong)Math.Max(0, map["modulus"]?.Integer() ?? 0),
            TargetLabel = map.Text("target_label"),
            Replacement = map.Text("replacement", "$1"),
            Action = action,
        };
        Check(rule, map, isLegacy);
        map.End();
        return rule.Prepared();
    }

    private static RelabelAction Action(ConfigNode? node)
    {
        if (node is null) return RelabelAction.Replace;
        if (Actions.TryGetValue((node.Text() ?? "").ToLowerInvariant(), out var action)) return action;
        node.Problems.Add(node.At, $"{GoText.Quote(node.ScalarText ?? "")} is not a relabel action",
            $"write one of {string.Join(", ", Actions.Keys)}");
        return RelabelAction.Replace;
    }

    private static GoRegex Regex(ConfigNode? node)
    {
        try
        {
            return GoRegex.Anchored(node is null ? RelabelRule.DefaultPattern : node.Text() ?? "");
        }
        catch (FormatException e)
        {
            node!.Problems.Add(node.At, e.Message.TrimEnd('.'));
            return GoRegex.Anchored(RelabelRule.DefaultPattern);
        }
    }

    private static void Check(RelabelRule rule, ConfigMap map, bool isLegacy)
    {
        var name = rule.Action.ToString().ToLowerInvariant();
        if (rule.Action == RelabelAction.HashMod && rule.Modulus == 0)
            map.Problems.Add(
                map.At, "action hashmod has no modulus", "add \"modulus:\" with a number above 0");
        if (NeedsTarget(rule.Action) && rule.TargetLabel.Length == 0)
            map.Problems.Add(map.At, $"action {name} has no target_label", "add \"target_label:\"");
        else if (NeedsTarget(rule.Action) && isLegacy && !IsTarget(rule))
        {
            map.Problems.Add(map["target_label"]!.At,
                $"{GoText.Quote(rule.TargetLabel)} is not a label name for action {name}",
                "use letters, digits and _ only");
        }

        if (rule.Action == RelabelAction.LabelMap && isLegacy
            && !LabelNames.IsLegacyValid(rule.Replacement)
            && !rule.Replacement.Contains('$', StringComparison.Ordinal))
        {
            map.Problems.Add(map.KeyAt("replacement"),
                $"{GoText.Quote(rule.Replacement)} is not a label name for action labelmap",
                "use letters, digits and _ only");
        }

        if (rule.Action is RelabelAction.KeepEqual or RelabelAction.DropEqual)
            Only(map, name, ["source_labels", "target_label", "action"]);
        else if (rule.Action is RelabelAction.LabelDrop or RelabelAction.LabelKeep)
            Only(map, name, ["regex", "action"]);
        else if (rule.Action is RelabelAction.Lowercase or RelabelAction.Uppercase
            && rule.Replacement != "$1")
            map.Problems.Add(map.KeyAt("replacement"), $"action {name} takes no replacement", "take it out");
    }

    private static bool NeedsTarget(RelabelAction action) =>
        action is RelabelAction.Replace or RelabelAction.HashMod
        or RelabelAction.Lowercase or RelabelAction.Uppercase or RelabelAction.KeepEqual
        or RelabelAction.DropEqual;

    private static bool IsTarget(RelabelRule rule) =>
        LabelNames.IsLegacyValid(rule.TargetLabel)
        || (rule.Action == RelabelAction.Replace && rule.TargetLabel.Contains('$', StringComparison.Ordinal));

    private static void Only(ConfigMap map, string action, string[] allowed)
    {
        foreach (var name in map.Names)
        {
            if (!allowed.Contains(name))
                map.Problems.Add(map.KeyAt(name), $"action {action} takes no {name}", "take it out");
        }
    }
}
