using Hotaru.Model;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>The rule files that a prometheus.yml names.</summary>
internal static class RuleFiles
{
    /// <summary>
    /// The groups of all files that the patterns match, in the order of patterns and file names.
    /// </summary>
    /// <param name="baseDirectory">What relative patterns are relative to: that of the
    /// prometheus.yml.</param>
    public static IReadOnlyList<RuleGroupModel> Load(
        IEnumerable<Located<string>> patterns, string baseDirectory, RuleFileOptions options,
        ProblemList problems)
    {
        var groups = new List<RuleGroupModel>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            foreach (var path in FilePattern.Match(Path.Combine(baseDirectory, pattern.Value)))
            {
                if (seen.Add(path)) groups.AddRange(RuleFile.Read(path, options, problems));
            }
        }

        return groups;
    }

    /// <summary>All problems of a rule file, for <c>hotaru check</c>; none means that it is good.</summary>
    public static IReadOnlyList<Problem> Check(string path, out int rules)
    {
        var problems = new ProblemList();
        var groups = RuleFile.Read(path, new RuleFileOptions(TimeSpan.FromMinutes(1)), problems);
        rules = groups.Sum(g => g.Rules.Count);
        return problems.Problems;
    }

    /// <summary>Whether a file looks like rules: it has groups, or is a PrometheusRule resource.</summary>
    public static bool LooksLikeRules(string text)
    {
        var documents = YamlFile.ParseAll(text, "", new ProblemList()) ?? [];
        return documents.Any(d => d.IsMap
            && (d.Map()["groups"] is not null
                || d.Map()["kind"]?.ScalarText is "PrometheusRule" or "PrometheusRuleList"));
    }
}
