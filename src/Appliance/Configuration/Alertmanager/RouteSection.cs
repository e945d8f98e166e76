using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads the tree of routes; children inherit what they leave out.</summary>
internal static class RouteSection
{
    private static readonly RouteModel Defaults = new()
    {
        Key = "",
        Place = "",
        Receiver = "",
        Matchers = LabelMatchers.None,
        GroupBy = [],
        GroupWait = TimeSpan.FromSeconds(30),
        GroupInterval = TimeSpan.FromMinutes(5),
        RepeatInterval = TimeSpan.FromHours(4),
    };

    private static readonly string[] NotOfTheRoot =
        ["match", "match_re", "matchers", "mute_time_intervals", "active_time_intervals"];

    public static RouteModel? Read(ConfigMap file, MatcherDialect dialect, RouteNames known)
    {
        if (file["route"] is not { IsNull: false } node)
        {
            file.Problems.Add(file.At, "there is no route", "add a route with a receiver");
            return null;
        }

        var map = node.Map();
        foreach (var name in NotOfTheRoot)
        {
            if (map[name] is { IsNull: false } field && !IsEmpty(field))
                map.Problems.Add(
                    map.KeyAt(name), $"the root route must not have {name}", "put it into a route below");
        }

        if (map.Flag("continue", false))
            map.Problems.Add(map.KeyAt("continue"), "the root route must not have continue", "remove it");
        if (map.Text("receiver").Length == 0)
            map.Problems.Add(map.At, "the root route has no receiver", "add \"receiver:\"");
        return ReadOne(map, Defaults, "0", dialect, known);
    }

    private static bool IsEmpty(ConfigNode node) =>
        node.IsMap ? node.Map().Count == 0 : node.IsList && node.List().Count == 0;

    private static RouteModel ReadOne(
        ConfigMap map, RouteModel parent, string place, MatcherDialect dialect, RouteNames known)
    {
        var matchers = MatcherSection.Read(map, "", dialect);
        var receiver = map.Text("receiver");
        if (receiver.Length > 0 && !known.Receivers.Contains(receiver))
            map.Problems.Add(
                map["receiver"]!.At, $"there is no receiver \"{receiver}\"", "define it under receivers");
        var route = new RouteModel
        {
            Key = parent.Key.Length == 0 ? matchers.ToString() : $"{parent.Key}/{matchers}",
            Place = place,
            Receiver = receiver.Length > 0 ? receiver : parent.Receiver,
            Matchers = matchers,
            GroupBy = GroupBy(map, parent.GroupBy, dialect),
            GroupWait = map.Duration("group_wait", parent.GroupWait),
            GroupInterval = NonZero(map, "group_interval", parent.GroupInterval),
            RepeatInterval = NonZero(map, "repeat_interval", parent.RepeatInterval),
            Continue = map.Flag("continue", false),
            MuteIntervals = Intervals(map, "mute_time_intervals", known),
            ActiveIntervals = Intervals(map, "active_time_intervals", known),
            Labels = RouteLabels(map, parent.Labels, dialect),
        };
        return WithChildren(route, map, place, dialect, known);
    }

    private static RouteModel WithChildren(
        RouteModel route, ConfigMap map, string place, MatcherDialect dialect, RouteNames known)
    {
        var children = map.List("routes")
            .Select((child, i) => ReadOne(child.Map(), route, $"{place}.{i}", dialect, known))
            .ToList();
        map.End();
        return children.Count == 0 ? route : new RouteModel
        {
            Key = route.Key,
            Place = route.Place,
            Receiver = route.Receiver,
            Matchers = route.Matchers,
            GroupBy = route.GroupBy,
            GroupWait = route.GroupWait,
            GroupInterval = route.GroupInterval,
            RepeatInterval = route.RepeatInterval,
            Continue = route.Continue,
            MuteIntervals =
                route.MuteIntervals,
            ActiveIntervals = route.ActiveIntervals,
            Labels = route.Labels,
            Routes = children,
        };
    }

    private static IReadOnlyList<string>? GroupBy(
        ConfigMap map, IReadOnlyList<string>? inherited, MatcherDialect dialect)
    {
        if (map["group_by"] is not { IsNull: false } node) return inherited;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var all = false;
        foreach (var entry in node.List())
        {
            var name = entry.Text() ?? "";
            if (name == "...") all = true;
            else if (!MatcherSyntax.IsLabelName(name, dialect))
                entry.Problems.Add(entry.At, $"\"{name}\" is not a label name");
            else if (!names.Add(name))
                entry.Problems.Add(
                    entry.At, $"group_by has the label \"{name}\" twice", "remove one of them");
        }

        if (all && names.Count > 0)
            node.Problems.Add(
                node.At, "group_by has '...' beside other labels",
                "'...' groups by all labels; keep it alone");
        return all ? null : [.. names.Order(Comparer<string>.Create(Labels.CompareText))];
    }

    private static TimeSpan NonZero(ConfigMap map, string name, TimeSpan inherited)
    {
        var duration = map.Duration(name, inherited);
        if (duration == TimeSpan.Zero)
            map.Problems.Add(map[name]!.At, $"{name} is zero", "write a duration above zero, such as 5m");
        return duration;
    }

    private static List<string> Intervals(ConfigMap map, string name, RouteNames known)
    {
        List<string> names = [];
        foreach (var entry in map.List(name))
        {
            var interval = entry.Text() ?? "";
            names.Add(interval);
            if (!known.Intervals.Contains(interval))
                entry.Problems.Add(
                    entry.At, $"there is no time interval \"{interval}\"", "define it under time_intervals");
        }

        return names;
    }

    private static Labels RouteLabels(ConfigMap map, Labels inherited, MatcherDialect dialect)
    {
        var labels = new LabelsBuilder(inherited);
        foreach (var (name, value) in map.TextMap("labels"))
        {
            if (!MatcherSyntax.IsLabelName(name, dialect))
                map.Problems.Add(map.KeyAt("labels"), $"\"{name}\" is not a label name");
            labels.Set(name, value);
        }

        return labels.Build();
    }
}
