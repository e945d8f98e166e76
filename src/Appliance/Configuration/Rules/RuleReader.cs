using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>Reads single rules.</summary>
internal sealed class RuleReader(ScalarPlaces places, ParserOptions? parser, ProblemList problems)
{
    /// <summary>The rule, or null where it is not one.</summary>
    public RuleModel? Read(ConfigNode node, string group, int number, Labels groupLabels)
    {
        var map = node.Map();
        var record = map["record"]?.Text() ?? "";
        var alert = map["alert"]?.Text() ?? "";
        var title = record.Length + alert.Length == 0
            ? $"group {GoText.Quote(group)}, rule {number}"
            : record.Length > 0 ? $"rule {GoText.Quote(record)}" : $"alert {GoText.Quote(alert)}";
        if (record.Length > 0 && alert.Length > 0)
            problems.Add(map.KeyAt("alert"), $"{title} has both record and alert", "make two rules of it");
        if (record.Length == 0 && alert.Length == 0)
            problems.Add(node.At, $"{title} has neither record nor alert", "add \"alert:\" or \"record:\"");
        var expression = Expression(map, title);
        var hold = Duration(map["for"]);
        var keep = Duration(map["keep_firing_for"]);
        var labels = Labels(map["labels"], "label");
        var annotations = Annotations(map["annotations"]);
        if (record.Length > 0) CheckRecording(map, record, title, hold, keep, annotations);
        if (alert.Length > 0) CheckTemplates(map, alert);
        map.End();
        if (expression is null) return null;
        var merged = new LabelsBuilder(groupLabels);
        foreach (var label in labels) merged.Keep(label.Name, label.Value);
        if (alert.Length == 0) return new RecordingRuleModel(record, expression, merged.Build());
        return new AlertingRuleModel(alert, expression, hold, keep, merged.Build(), annotations);
    }

    public Labels Labels(ConfigNode? node, string what)
    {
        var labels = new LabelsBuilder();
        if (node is null or { IsNull: true }) return labels.Build();
        var map = node.Map();
        foreach (var name in map.Names.ToList())
        {
            var value = map[name]!.Text() ?? "";
            if (name.Length == 0) problems.Add(map.KeyAt(name), $"a {what} has an empty name");
            else if (name == LabelNames.MetricName)
            {
                problems.Add(map.KeyAt(name), $"{what} {name} cannot be set here",
                    "the name of the metric is what stands behind \"record:\"");
            }
            else labels.Keep(name, value); // An empty value takes the label away from what the rule makes.
        }

        return labels.Build();
    }

    private Labels Annotations(ConfigNode? node)
    {
        var annotations = new LabelsBuilder();
        if (node is null or { IsNull: true }) return annotations.Build();
        var map = node.Map();
        foreach (var name in map.Names.ToList())
        {
            var value = map[name]!.Text() ?? "";
            if (name.Length == 0) problems.Add(map.KeyAt(name), "an annotation has an empty name");
            else annotations.Keep(name, value);
        }

        return annotations.Build();
    }

    private Expression? Expression(ConfigMap map, string title)
    {
        var node = map["expr"];
        var text = node?.Text();
        if (string.IsNullOrEmpty(text))
        {
            problems.Add(node?.At ?? map.At, $"{title} has no expr", "add \"expr:\"");
            return null;
        }

        try
        {
            return PromqlParser.Parse(text, parser);
        }
        catch (PromqlParseException e)
        {
            problems.Add(places.Of(node!, e.At.Start), $"{title}: {e.Reason}");
            return null;
        }
    }

    private void CheckRecording(
        ConfigMap map, string record, string title, TimeSpan hold, TimeSpan keep, Labels annotations)
    {
        if (annotations.Count > 0) Misplaced("annotations");
        if (hold > TimeSpan.Zero) Misplaced("for");
        if (keep > TimeSpan.Zero) Misplaced("keep_firing_for");
        if (record.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            problems.Add(map["record"]!.At, $"{title}: the name of a metric has no braces",
                "selectors belong into expr, labels into labels");
        }

        void Misplaced(string field) => problems.Add(
            map.KeyAt(field), $"{title}: a recording rule has no {field}",
            "remove it, or write alert for record");
    }

    private void CheckTemplates(ConfigMap map, string alert)
    {
        (string Field, string What)[] fields = [("labels", "label"), ("annotations", "annotation")];
        foreach (var (field, what) in fields)
        {
            if (map[field] is not { IsMap: true } node) continue;
            var texts = node.Map();
            foreach (var name in texts.Names.ToList())
            {
                if (texts[name] is not { IsScalar: true } value) continue;
                var template = new AlertTemplate(alert, name, value.ScalarText ?? "");
                if (template.Problem is not { } problem) continue;
                problems.Add(
                    places.Of(value, LineStart(value.ScalarText!, problem.Line)),
                    $"alert {GoText.Quote(alert)}, {what} {GoText.Quote(name)}: {problem.What}");
            }
        }
    }

    private static int LineStart(string text, int line)
    {
        var at = 0;
        for (; line > 1; line--) at = text.IndexOf('\n', at) + 1;
        return at;
    }

    private static TimeSpan Duration(ConfigNode? node) =>
        node is null or { IsNull: true } ? TimeSpan.Zero : node.Duration() ?? TimeSpan.Zero;
}
