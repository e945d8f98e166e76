using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads inhibition rules; an empty one is fine.</summary>
internal static class InhibitSection
{
    public static IReadOnlyList<InhibitRuleModel> Read(ConfigMap file, MatcherDialect dialect)
    {
        List<InhibitRuleModel> rules = [];
        foreach (var node in file.List("inhibit_rules"))
        {
            var map = node.Map();
            var source = MatcherSection.Read(map, "source_", dialect);
            var target = MatcherSection.Read(map, "target_", dialect);
            rules.Add(new InhibitRuleModel(map.Text("name"), source, target, Equal(map, dialect)));
            map.End();
        }

        return rules;
    }

    private static string[] Equal(ConfigMap map, MatcherDialect dialect)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.List("equal"))
        {
            var name = entry.Text() ?? "";
            if (!MatcherSyntax.IsLabelName(name, dialect))
                entry.Problems.Add(entry.At, $"\"{name}\" is not a label name");
            names.Add(name);
        }

        return [.. names.Order(Comparer<string>.Create(Labels.CompareText))];
    }
}
