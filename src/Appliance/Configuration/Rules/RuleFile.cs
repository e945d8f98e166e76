using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>
/// Reads a rule file as Prometheus 3.14 takes it, or the PrometheusRule resources of the operator in it.
/// Every problem is collected; groups with problems may be incomplete and are for no use then.
/// </summary>
internal sealed class RuleFile(string file, string text, RuleFileOptions options, ProblemList problems)
{
    private readonly RuleReader _rules = new(new ScalarPlaces(text), options.Parser, problems);

    /// <summary>The groups of a file; a file that cannot be read is a problem.</summary>
    public static IReadOnlyList<RuleGroupModel> Read(string path, RuleFileOptions options,
        ProblemList problems) =>
        problems.ReadFile(path) is { } text ? new RuleFile(path, text, options, problems).Groups() : [];

    /// <summary>The groups of PrometheusRule resources of a file that may have other kinds as well. Each
    /// resource is as a file of its own, as with the operator, so that names of groups may come again.
    /// </summary>
    public static IReadOnlyList<RuleGroupModel> OfResources(
        string path, string text, RuleFileOptions options, ProblemList problems)
    {
        // What is no YAML was said when the resources were read.
        if (YamlFile.ParseAll(text, path, new ProblemList()) is null) return [];
        var groups = new List<RuleGroupModel>();
        foreach (var node in YamlFile.ParseAll(text, path, problems)!.SelectMany(Rules))
        {
            if (options.IsSelected?.Invoke(node) == false) continue;
            var name = $"{path}/{node.Map()["metadata"]?.Map().Text("name")}";
            groups.AddRange(new RuleFile(name, text, options, problems).OfResource(node));
        }

        return groups;
    }

    private static IEnumerable<ConfigNode> Rules(ConfigNode node)
    {
        var kind = node.IsMap ? node.Map()["kind"]?.ScalarText : null;
        if (kind == "PrometheusRule") return [node];
        return kind is "List" or "PrometheusRuleList" ? node.Map().List("items").SelectMany(Rules) : [];
    }

    private List<RuleGroupModel> OfResource(ConfigNode node) =>
        Unique([.. Specs(node).SelectMany(spec => Groups(spec, isResource: true))]);

    public IReadOnlyList<RuleGroupModel> Groups()
    {
        var documents = YamlFile.ParseAll(text, file, problems) ?? [];
        if (!documents.Any(IsResource)) return documents is [var only, ..] ? Document(only) : [];
        // Resources come as many as there are; other kinds between them are not ours.
        var specs = documents.Where(IsResource).SelectMany(Specs);
        return Unique([.. specs.SelectMany(spec => Groups(spec, isResource: true))]);
    }

    private static bool IsResource(ConfigNode document) =>
        document.IsMap && document.Map()["kind"]?.ScalarText is "PrometheusRule" or "PrometheusRuleList";

    private static IEnumerable<ConfigMap> Specs(ConfigNode document)
    {
        var map = document.Map();
        if (map["kind"]?.ScalarText == "PrometheusRuleList")
            return map.List("items").SelectMany(Specs);
        return map["spec"] is { } spec ? [spec.Map()] : [];
    }

    private List<RuleGroupModel> Document(ConfigNode document)
    {
        if (document.IsNull) return [];
        var map = document.Map();
        var groups = Groups(map, isResource: false);
        map.End();
        return Unique(groups);
    }

    private List<RuleGroupModel> Groups(ConfigMap map, bool isResource)
    {
        var groups = new List<RuleGroupModel>();
        foreach (var node in map.List("groups")) groups.Add(Group(node, isResource));
        return groups;
    }

    private RuleGroupModel Group(ConfigNode node, bool isResource)
    {
        var group = node.Map();
        var name = group["name"]?.Text() ?? "";
        if (name.Length == 0) problems.Add(node.At, "the group has no name", "add \"name:\"");
        _names[(name, group.KeyAt("name"))] = node.At;
        var interval = Duration(group["interval"]) ?? TimeSpan.Zero;
        var limit = group["limit"] is { IsNull: false } number ? number.Integer() ?? 0 : 0;
        var labels = _rules.Labels(group["labels"], "group label");
        var rules = new List<RuleModel>();
        var list = group.List("rules");
        for (var i = 0; i < list.Count; i++)
        {
            if (_rules.Read(list[i], name, i + 1, labels) is { } rule) rules.Add(rule);
        }

        var offset = Duration(group["query_offset"]);
        // Thanos's field, which the operator's resources may carry.
        if (isResource) _ = group["partial_response_strategy"];
        group.End();
        return new RuleGroupModel(
            name, file, interval > TimeSpan.Zero ? interval : options.EvaluationInterval, offset, (int)limit,
            rules);
    }

    private readonly Dictionary<(string Name, SourcePosition Key), SourcePosition> _names = [];

    /// <summary>Group names are unique in a file.</summary>
    private List<RuleGroupModel> Unique(List<RuleGroupModel> groups)
    {
        foreach (var same in _names.GroupBy(n => n.Key.Name).Where(g => g.Key.Length > 0))
        {
            var first = same.First();
            foreach (var again in same.Skip(1))
            {
                problems.Add(
                    again.Key.Key, $"group {GoText.Quote(same.Key)} is in this file twice",
                    $"the other one is in line {first.Key.Key.Line}; give one of them another name");
            }
        }

        return groups;
    }

    private static TimeSpan? Duration(ConfigNode? node) =>
        node is null or { IsNull: true } ? null : node.Duration();
}
