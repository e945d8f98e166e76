using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Model;
using Hotaru.Rules;
using Hotaru.Testing;
using Xunit;

namespace Hotaru.Appliance.Tests.Configuration.Rules;

public sealed class RuleFileTests
{
    private static readonly string Start = "groups:\n- name: g\n  rules:\n";

    /// <summary>A file's text, and the problems it has, one a line; none where it is good.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "", "" },
        { "groups:\n", "" },
        { "groups:\n- name: g\n  rules:\n", "" },
        { "groups:\n- name: g\n  interval: 30s\n  limit: 10\n  rules:\n  - record: a:b\n    expr: 1\n", "" },
        { Start + "  - alert: A\n    expr: up == 0\n    for: 5m\n    labels: {severity: 1, on: yes}\n", "" },
        { Start + "  - alert: A\n    expr: up\n    for:\n    labels:\n    annotations:\n", "" },
        { Start + "  - alert: A\n    expr: up == 0\n    for: 5min\n",
            "r.yml:6:10: \"5min\" is not a duration; write 5m." },
        { Start + "  - alert: A\n    expr: sum(up\n", "r.yml:5:17: alert \"A\": unclosed left parenthesis." },
        { Start + "  - alert: A\n    expr: |\n      sum(up)\n        by (job) ++ 3 )\n",
            "r.yml:7:23: alert \"A\": unexpected right parenthesis ')'." },
        { Start + "  - alert: A\n    expr: >-\n      sum(up)\n\n      + foo{a=1}\n",
            "r.yml:8:15: alert \"A\": unexpected character inside braces: '1'." },
        { Start + "  - alert: A\n    expr: 'up == \"it''s\" x'\n",
            "r.yml:5:26: alert \"A\": unexpected identifier \"x\"." },
        { Start + "  - alert: A\n    expr: \"sum(up) y\"\n",
            "r.yml:5:20: alert \"A\": unexpected identifier \"y\"." },
        { Start + "  - alert: A\n    expr:\n", "r.yml:5:10: alert \"A\" has no expr; add \"expr:\"." },
        { Start + "  - alert: A\n", "r.yml:4:5: alert \"A\" has no expr; add \"expr:\"." },
        { Start + "  - expr: up\n",
            "r.yml:4:5: group \"g\", rule 1 has neither record nor alert; add \"alert:\" or \"record:\"." },
        { Start + "  - alert: A\n    record: b\n    expr: up\n",
            "r.yml:4:5: rule \"b\" has both record and alert; make two rules of it." },
        { Start + "  - record: r\n    expr: up\n    for: 1m\n",
            "r.yml:6:5: rule \"r\": a recording rule has no for; remove it, or write alert for record." },
        { Start + "  - record: r\n    expr: up\n    annotations: {a: b}\n",
            "r.yml:6:5: rule \"r\": a recording rule has no annotations; "
            + "remove it, or write alert for record." },
        { Start + "  - record: 'r{a=\"b\"}'\n    expr: up\n",
            "r.yml:4:13: rule \"r{a=\\\"b\\\"}\": the name of a metric has no braces; "
            + "selectors belong into expr, labels into labels." },
        { Start + "  - alert: A\n    expr: up\n    label: {a: b}\n",
            "r.yml:6:5: field label is not known here; did you mean labels?." },
        { Start + "  - alert: A\n    expr: up\n    labels: {__name__: b}\n",
            "r.yml:6:14: label __name__ cannot be set here; "
            + "the name of the metric is what stands behind \"record:\"." },
        { Start + "  - alert: A\n    expr: up\n    annotations:\n      a: \"{{ $lables.x }}\"\n",
            "r.yml:7:11: alert \"A\", annotation \"a\": undefined variable \"$lables\"." },
        { Start + "  - alert: A\n    expr: up\n    annotations:\n"
            + "      a: |\n        one\n        {{ nope }}\n",
            "r.yml:9:9: alert \"A\", annotation \"a\": function \"nope\" not defined." },
        { Start + "  - alert: A\n    expr: up\n    labels:\n      s: '{{ if }}'\n",
            "r.yml:7:11: alert \"A\", label \"s\": missing value for if." },
        { "groups:\n- name: g\n- name: g\n",
            "r.yml:3:3: group \"g\" is in this file twice; the other one is in line 2; "
            + "give one of them another name." },
        { "groups:\n- rules: []\n", "r.yml:2:3: the group has no name; add \"name:\"." },
        { "groups:\n- name: g\n  limit: many\n",
            "r.yml:3:10: \"many\" is not a whole number; write digits only." },
        { "groups: [\n", "r.yml:2:1: While parsing a node, did not find expected node content." },
        { "rules: []\n", "r.yml:1:1: field rules is not known here; known here: groups." },
        { "- a\n", "r.yml:1:1: a map of fields is expected here, not a list." },
        { Start + "  - alert: A\n    expr: up ==\n    for: x\n",
            "r.yml:5:16: alert \"A\": unexpected end of input.\n"
            + "r.yml:6:10: \"x\" is not a duration; write a number and a unit, such as 30s, 5m or 1h30m." },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_problem_has_its_place_and_its_mend(string text, string problems)
    {
        var list = new ProblemList();
        _ = new RuleFile("r.yml", text, new RuleFileOptions(TimeSpan.FromMinutes(1)), list).Groups();
        Assert.Equal(problems, string.Join('\n', list.Problems));
    }

    [PromtoolTheory]
    [MemberData(nameof(Files))]
    public void Promtool_accepts_the_same_files(string text, string problems)
    {
        using var directory = new TempDirectory();
        var (yes, output) = Promtool.Ask("check rules", directory.Write("r.yml", text));
        Assert.True(yes == (problems.Length == 0), output);
    }

    [Fact]
    public void A_rule_is_read_whole()
    {
        var group = Assert.Single(Read("""
            groups:
              - name: g
                interval: 30s
                query_offset: 10s
                limit: 7
                labels: { team: home, severity: info }
                rules:
                  - alert: A
                    expr: up == 0
                    for: 5m
                    keep_firing_for: 1m
                    labels: { severity: warning, instance: "" }
                    annotations: { summary: "{{ $labels.job }}" }
                  - record: r
                    expr: sum(up)
            """));
        Assert.Equal(
            (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), 7),
            (group.Interval, group.QueryOffset, group.Limit));
        var alert = Assert.IsType<AlertingRuleModel>(group.Rules[0]);
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)), (alert.For, alert.KeepFiringFor));
        Assert.Equal(Labels.Of("team", "home", "severity", "warning", "instance", ""), alert.Labels);
        Assert.Equal(Labels.Of("team", "home", "severity", "info"), group.Rules[1].Labels);
        Assert.Equal("sum(up)", group.Rules[1].Query);
    }

    [Fact]
    public void The_operators_resources_are_read_as_rule_files_one_or_several_in_a_file()
    {
        var groups = Read("""
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: mysample-alert.rules
              namespace: prometheus
            spec:
              groups:
              -
                name: mysample-alert.rules
                partial_response_strategy: warn
                rules:
                -
                  alert: MyTargetDown
                  expr: >-
                    100 * (count(up == 0) BY (job, namespace, service) / count(up) BY
                    (job, namespace, service)) > 10
                  for: 10m
            ---
            kind: ConfigMap
            ---
            kind: PrometheusRule
            spec:
              groups:
              - name: second
                rules: [{ record: r, expr: 1 }]
            """);
        Assert.Equal(["mysample-alert.rules", "second"], groups.Select(g => g.Name));
        Assert.Equal(
            "100 * (count by (job, namespace, service) (up == 0) "
            + "/ count by (job, namespace, service) (up)) > 10",
            groups[0].Rules[0].Query);
    }

    [Fact]
    public void Patterns_match_files_in_order_and_a_file_that_is_not_there_is_a_problem()
    {
        using var directory = new TempDirectory();
        directory.Write("rules/b.yml", "groups: [{ name: b, rules: [] }]");
        directory.Write("rules/a.yml", "groups: [{ name: a, rules: [] }]");
        var problems = new ProblemList();
        var at = new SourcePosition("prometheus.yml", 2, 5);
        var groups = RuleFiles.Load(
            [new("rules/*.yml", at), new("rules/a.yml", at), new("none/*.yml", at)], directory.Path,
            new RuleFileOptions(TimeSpan.FromMinutes(1)), problems);
        Assert.Equal(["a", "b"], groups.Select(g => g.Name));
        Assert.Empty(problems.Problems);
        RuleFiles.Load(
            [new("gone.yml", at)], directory.Path, new RuleFileOptions(TimeSpan.FromMinutes(1)), problems);
        Assert.Contains("gone.yml: cannot be read", Assert.Single(problems.Problems).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_told()
    {
        using var directory = new TempDirectory();
        var problems = new ProblemList();
        RuleFile.Read(directory.Path, new RuleFileOptions(TimeSpan.FromMinutes(1)), problems);
        var problem = Assert.Single(problems.Problems);
        Assert.Equal(("is a folder", "name a file in it"), (problem.What, problem.Mend));
    }

    private static IReadOnlyList<RuleGroupModel> Read(string text)
    {
        var problems = new ProblemList();
        var groups = new RuleFile("r.yml", text, new RuleFileOptions(TimeSpan.FromMinutes(1)), problems)
            .Groups();
        Assert.Empty(problems.Problems);
        return groups;
    }
}
