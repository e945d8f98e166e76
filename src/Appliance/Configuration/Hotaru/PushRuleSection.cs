using Hotaru.Jobs;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// <c>push:</c> of a job in hotaru.yml: <c>off</c>, or exit_code, last_success, succeeded_if, failed_if and
/// duration; see <see cref="PushRule"/>.
/// </summary>
internal static class PushRuleSection
{
    private static readonly string[] Rules = ["exit_code", "last_success", "succeeded_if", "failed_if"];

    public static PushRule Read(ConfigNode? node)
    {
        if (node is null) return PushRule.Default;
        if (node.IsScalar)
        {
            if (node.ScalarText is not ("off" or "false"))
                node.Problems.Add(node.At, $"\"{node.ScalarText}\" is not known here",
                    "write off, or a rule such as { exit_code: backup_exit_code }");
            return new PushRule { IsOff = true };
        }

        var map = node.Map();
        var given = Rules.Where(rule => map.Names.Contains(rule)).ToList();
        if (given.Count > 1 && !given.TrueForAll(rule => rule.EndsWith("_if", StringComparison.Ordinal)))
            map.Problems.Add(map.At, "more than one rule is given", "keep one of them");
        var rule = new PushRule
        {
            ExitCode = Metric(map, "exit_code"),
            LastSuccess = Metric(map, "last_success"),
            SucceededIf = Condition(map, "succeeded_if"),
            FailedIf = Condition(map, "failed_if"),
            Duration = Metric(map, "duration"),
        };
        map.End();
        return rule;
    }

    private static string Metric(ConfigMap map, string key)
    {
        var name = map.Text(key);
        if (name.Length > 0 && !LabelNames.IsLegacyValidMetric(name))
            map.Problems.Add(map.KeyAt(key), $"\"{name}\" is not a metric's name");
        return name;
    }

    private static PushCondition? Condition(ConfigMap map, string key)
    {
        if (map[key]?.Text() is not { Length: > 0 } text) return null;
        var condition = PushCondition.TryParse(text);
        if (condition is null)
            map.Problems.Add(map.KeyAt(key), $"\"{text}\" is not a condition",
                "write it as 'backup_status{step=\"copy\"} == 1'");
        return condition;
    }
}
