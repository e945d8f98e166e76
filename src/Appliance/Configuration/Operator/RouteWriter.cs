using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Routes, receivers, inhibition and intervals of AlertmanagerConfigs. A config speaks for its own namespace:
/// its routes and inhibitions match alerts with that label only, its names carry its own in front, and its
/// first route hands on to the next.
/// </summary>
internal sealed class RouteWriter(OperatorResource config, SecretBook secrets, bool isOfOneNamespace)
{
    private readonly FieldWriter _fields = new(secrets, config.Space);

    private string Own => $"namespace=\"{config.Space}\"";

    /// <summary>The route as one line of flow.</summary>
    public string? Route() => config.Spec?["route"] is { IsMap: true } route
        ? Route(route.Map(), isFirst: true)
        : null;

    public void Receivers(GeneratedYaml yaml)
    {
        foreach (var node in config.Spec?.List("receivers") ?? [])
        {
            var receiver = node.Map();
            yaml.Line($"- name: {Named(receiver.Text("name"))}", node.At);
            foreach (var kind in receiver.Names.Where(name => name != "name").ToList())
            {
                yaml.Line($"  {FieldWriter.NameOf(kind)}:", receiver.KeyAt(kind));
                foreach (var entry in receiver.List(kind))
                    yaml.Line($"  - {_fields.Flow(entry, kind)}", entry.At);
            }
        }
    }

    public void Inhibitions(GeneratedYaml yaml)
    {
        foreach (var node in config.Spec?.List("inhibitRules") ?? [])
        {
            var rule = node.Map();
            var equal = rule["equal"] is { } labels ? _fields.Flow(labels, "") : "[]";
            yaml.Line(
                $"- {{source_matchers: {Matchers(rule, "sourceMatch", isOfOneNamespace)}, "
                + $"target_matchers: {Matchers(rule, "targetMatch", isOfOneNamespace)}, equal: {equal}}}",
                node.At);
        }
    }

    public void Intervals(GeneratedYaml yaml)
    {
        foreach (var node in config.Spec?.List("muteTimeIntervals") ?? [])
        {
            var interval = node.Map();
            var times = interval.List("timeIntervals").Select(time => Times(time.Map()));
            var name = Named(interval.Text("name"));
            yaml.Line($"- {{name: {name}, time_intervals: [{string.Join(", ", times)}]}}", node.At);
        }
    }

    private string Route(ConfigMap route, bool isFirst)
    {
        var parts = new List<string>();
        if (route.Text("receiver") is { Length: > 0 } receiver) parts.Add($"receiver: {Named(receiver)}");
        foreach (var name in (string[])["groupBy", "groupWait", "groupInterval", "repeatInterval"])
        {
            if (route[name] is { IsNull: false } node)
                parts.Add($"{FieldWriter.NameOf(name)}: {_fields.Flow(node, name)}");
        }

        foreach (var name in (string[])["muteTimeIntervals", "activeTimeIntervals"])
        {
            if (route[name] is { } node)
                parts.Add($"{FieldWriter.NameOf(name)}: [{string.Join(", ", node.Texts().Select(Named))}]");
        }

        parts.Add($"matchers: {Matchers(route, "matchers", isFirst && isOfOneNamespace)}");
        if (isFirst || route.Flag("continue", false)) parts.Add("continue: true");
        var below = route.List("routes").Select(node => Route(node.Map(), isFirst: false)).ToList();
        if (below.Count > 0) parts.Add($"routes: [{string.Join(", ", below)}]");
        if (isFirst) _ = route["continue"];
        route.End();
        return $"{{{string.Join(", ", parts)}}}";
    }

    private string Matchers(ConfigMap map, string field, bool withOwn)
    {
        var matchers = map.List(field).Select(node => Matcher(node.Map())).ToList();
        if (withOwn && !matchers.Contains(Own)) matchers.Add(Own);
        return $"[{string.Join(", ", matchers.Select(GeneratedYaml.Quoted))}]";
    }

    private static string Matcher(ConfigMap matcher)
    {
        var isOldRegex = matcher.Flag("regex", false);
        var kind = matcher.Text("matchType") is { Length: > 0 } given ? given : isOldRegex ? "=~" : "=";
        if (kind is not ("=" or "!=" or "=~" or "!~"))
        {
            matcher.Problems.Add(matcher["matchType"]!.At, $"\"{kind}\" does not compare labels",
                "write =, !=, =~ or !~");
        }

        return $"{matcher.Text("name")}{kind}{GoText.Quote(matcher.Text("value"))}";
    }

    /// <summary>Ranges are spelt with a start and an end there, and with a colon in the file.</summary>
    private static string Times(ConfigMap time)
    {
        var parts = new List<string>();
        if (time["times"] is { } times)
        {
            var ranges = times.List().Select(node => node.Map()).Select(range =>
                $"{{start_time: {GeneratedYaml.Quoted(range.Text("startTime"))}, "
                + $"end_time: {GeneratedYaml.Quoted(range.Text("endTime"))}}}");
            parts.Add($"times: [{string.Join(", ", ranges)}]");
        }

        foreach (var name in (string[])["weekdays", "months", "years"])
        {
            if (time[name] is not { } node) continue;
            var values = node.Texts().Select(v => GeneratedYaml.Quoted(v.ToLowerInvariant()));
            parts.Add($"{name}: [{string.Join(", ", values)}]");
        }

        if (time["daysOfMonth"] is { } days)
        {
            var values = days.List().Select(node => node.Map())
                .Select(range => (Start: range.Text("start"), End: range.Text("end")))
                .Select(range => range.End.Length == 0 ? range.Start : $"{range.Start}:{range.End}");
            parts.Add($"days_of_month: [{string.Join(", ", values.Select(GeneratedYaml.Quoted))}]");
        }

        time.End();
        return $"{{{string.Join(", ", parts)}}}";
    }

    private string Named(string name) => GeneratedYaml.Quoted($"{config.Space}/{config.Name}/{name}");
}
