using System.Security.Cryptography;
using System.Text;
using Hotaru.Model;
using Hotaru.Rules;

namespace Hotaru.Web.Prometheus;

/// <summary>What the parameters of /api/v1/rules leave of the groups, and which page of them.</summary>
internal sealed record RuleFilter
{
    private IReadOnlyList<string> Names { get; init; } = [];

    private IReadOnlyList<string> GroupNames { get; init; } = [];

    private IReadOnlyList<string> Files { get; init; } = [];

    private IReadOnlyList<IReadOnlyList<Matcher>> Selectors { get; init; } = [];

    private string Type { get; init; } = "";

    private int MaxGroups { get; init; }

    private string Token { get; init; } = "";

    public bool ExcludesAlerts { get; private init; }

    /// <exception cref="ApiException">A parameter is not valid.</exception>
    public static RuleFilter Of(ApiRequest request)
    {
        var type = request["type"].ToLowerInvariant();
        if (type is not ("" or "alert" or "record"))
            throw ApiException.Parameter("type", $"not supported value {GoText.Quote(type)}");
        return new RuleFilter
        {
            Names = request.All("rule_name[]"),
            GroupNames = request.All("rule_group[]"),
            Files = request.All("file[]"),
            Selectors = request.NarrowSelectors(),
            Type = type,
            ExcludesAlerts = Flag(request, "exclude_alerts"),
            MaxGroups = GroupLimit(request),
            Token = request["group_next_token"],
        };
    }

    /// <summary>
    /// The groups with what is left of their rules, and the token of the next page (empty: none).
    /// </summary>
    public (IReadOnlyList<(RuleGroupStatus Group, IReadOnlyList<RuleStatus> Rules)> Groups, string Next) Page(
        IEnumerable<RuleGroupStatus> groups)
    {
        var page = new List<(RuleGroupStatus, IReadOnlyList<RuleStatus>)>();
        var found = Token.Length == 0;
        foreach (var group in groups)
        {
            found |= Token == TokenOf(group.Model);
            if (!found || !Takes(group)) continue;
            var rules = group.Rules.Where(Takes).ToList();
            if (rules.Count == 0) continue;
            if (MaxGroups > 0 && page.Count == MaxGroups) return (page, TokenOf(group.Model));
            page.Add((group, rules));
        }

        if (found) return (page, "");
        throw ApiException.Parameter(
            "group_next_token", $"invalid group_next_token '{Token}'. were rule groups changed?");
    }

    private bool Takes(RuleGroupStatus group) =>
        (GroupNames.Count == 0 || GroupNames.Contains(group.Model.Name))
        && (Files.Count == 0 || Files.Contains(group.Model.File));

    private bool Takes(RuleStatus rule)
    {
        if (Type.Length > 0 && (Type == "alert") != rule.Model is AlertingRuleModel) return false;
        if (Names.Count > 0 && !Names.Contains(rule.Model.Name)) return false;
        return Selectors.Count == 0 || Selectors.Any(set => set.All(m => m.Matches(rule.Model.Labels)));
    }

    private static string TokenOf(RuleGroupModel group) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(group.Source)));

    private static bool Flag(ApiRequest request, string name)
    {
        var text = request[name].ToLowerInvariant();
        if (text.Length == 0) return false;
        return GoNumber.ParseFlag(text, out var flag) is { } wrong
            ? throw ApiException.Parameter(name, $"error converting {name}: {wrong}")
            : flag;
    }

    private static int GroupLimit(ApiRequest request)
    {
        var text = request["group_limit"];
        if (text.Length == 0)
        {
            if (request["group_next_token"].Length == 0) return 0;
            throw ApiException.Parameter(
                "group_next_token", "group_limit needs to be present in order to paginate over the groups");
        }

        if (GoNumber.Parse(text, out var limit, bits: 32) is { } wrong)
        {
            throw ApiException.Parameter(
                "group_limit", $"group_limit needs to be a valid number: strconv.ParseInt: {wrong}");
        }

        return limit > 0
            ? (int)limit
            : throw ApiException.Parameter("group_limit", "group_limit needs to be greater than 0");
    }
}
