using Hotaru.Model;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>Reads promtool's rule unit-test files.</summary>
internal sealed class UnitTestFile(string file, ProblemList problems)
{
    /// <summary>
    /// The file's content, or null where it is not a unit-test file; every reason is a problem.
    /// </summary>
    public static UnitTestFileModel? Read(string path, ProblemList problems)
    {
        var found = new ProblemList();
        var root = YamlFile.Read(path, found);
        var model = root is null ? null : new UnitTestFile(path, found).Read(root);
        foreach (var problem in found.Problems) problems.Add(problem);
        return found.IsEmpty ? model : null;
    }

    private UnitTestFileModel Read(ConfigNode root)
    {
        var map = root.Map();
        var interval = Duration(map["evaluation_interval"], TimeSpan.FromMinutes(1));
        var order = map.Texts("group_eval_order");
        var again = order.GroupBy(g => g).FirstOrDefault(g => g.Count() > 1);
        if (again is not null)
            problems.Add(map.KeyAt("group_eval_order"),
                $"group {GoText.Quote(again.Key)} comes twice in the order");
        var patterns = map.List("rule_files").Select(n => new Located<string>(n.Text() ?? "", n.At)).ToList();
        var model = new UnitTestFileModel(
            patterns, new UnitTestOptions(interval, order, map.Flag("fuzzy_compare", false)),
            [.. map.List("tests").Select(node => Test(node, interval))]);
        map.End();
        return model;
    }

    private UnitTestModel Test(ConfigNode node, TimeSpan evaluationInterval)
    {
        var map = node.Map();
        var test = new UnitTestModel(
            map.Text("name"), Duration(map["interval"], evaluationInterval), Start(map["start_timestamp"]),
            [.. map.List("input_series").Select(Series)], [.. map.List("alert_rule_test").Select(Alert)],
            [.. map.List("promql_expr_test").Select(Expression)], Labels(map, "external_labels"),
            map.Text("external_url"));
        map.End();
        return test;
    }

    private static InputSeries Series(ConfigNode node)
    {
        var map = node.Map();
        var series = new InputSeries(map.Text("series"), map.Text("values"));
        map.End();
        return series;
    }

    private AlertTest Alert(ConfigNode node)
    {
        var map = node.Map();
        var expected = new List<ExpectedAlert>();
        foreach (var entry in map.List("exp_alerts"))
        {
            var alert = entry.Map();
            expected.Add(new ExpectedAlert(Labels(alert, "exp_labels"), Labels(alert, "exp_annotations")));
            alert.End();
        }

        var test = new AlertTest(map.Text("alertname"), Duration(map["eval_time"], TimeSpan.Zero), expected);
        map.End();
        return test;
    }

    private ExpressionTest Expression(ConfigNode node)
    {
        var map = node.Map();
        var expected = new List<ExpectedSample>();
        foreach (var entry in map.List("exp_samples"))
        {
            var sample = entry.Map();
            expected.Add(new ExpectedSample(
                sample.Text("labels"), Number(sample["value"]), sample.Text("histogram")));
            sample.End();
        }

        var test = new ExpressionTest(map.Text("expr"), Duration(map["eval_time"], TimeSpan.Zero), expected);
        map.End();
        return test;
    }

    /// <summary>YAML's numbers, among them .inf and .nan, and Go's.</summary>
    private static double Number(ConfigNode? node)
    {
        if (node is null or { IsNull: true }) return 0;
        return node.ScalarText?.ToLowerInvariant() switch
        {
            ".inf" or "+.inf" or "inf" or "+inf" => double.PositiveInfinity,
            "-.inf" or "-inf" => double.NegativeInfinity,
            ".nan" or "nan" => double.NaN,
            _ => node.Number() ?? 0,
        };
    }

    private DateTimeOffset Start(ConfigNode? node)
    {
        if (node is null or { IsNull: true }) return DateTimeOffset.UnixEpoch;
        if (double.TryParse(node.ScalarText, out var seconds))
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000));
        if (DateTimeOffset.TryParse(node.ScalarText, out var time)) return time.ToUniversalTime();
        problems.Add(node.At, $"{GoText.Quote(node.ScalarText ?? "")} is not a time in {file}",
            "write 2026-01-31T12:00:00Z or seconds since 1970");
        return DateTimeOffset.UnixEpoch;
    }

    private static Labels Labels(ConfigMap map, string name)
    {
        var labels = new LabelsBuilder();
        foreach (var (key, value) in map.TextMap(name)) labels.Keep(key, value);
        return labels.Build();
    }

    private static TimeSpan Duration(ConfigNode? node, TimeSpan otherwise)
    {
        if (node is null or { IsNull: true }) return otherwise;
        return node.Duration() is { } duration && (duration > TimeSpan.Zero || otherwise == TimeSpan.Zero)
            ? duration
            : otherwise;
    }
}
