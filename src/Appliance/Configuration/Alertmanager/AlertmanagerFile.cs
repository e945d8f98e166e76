using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Templating;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads an alertmanager.yml: every problem with its place, or the model.</summary>
internal static class AlertmanagerFile
{
    /// <summary>The model, or null and at least one problem.</summary>
    public static NotifierModel? Read(string path, MatcherDialect dialect, ProblemList problems) =>
        problems.ReadFile(path) is { } text ? Parse(text, path, dialect, problems) : null;

    public static NotifierModel? Parse(string text, string path, MatcherDialect dialect, ProblemList problems)
    {
        // Problems of other files that were read before do not count here.
        var own = new ProblemList();
        var model = YamlFile.Parse(text, path, own) is { } root ? Build(root, text, path, dialect, own)
            : null;
        foreach (var problem in own.Problems) problems.Add(problem);
        return own.IsEmpty ? model : null;
    }

    private static NotifierModel? Build(
        ConfigNode root, string text, string path, MatcherDialect dialect, ProblemList problems)
    {
        var map = root.Map();
        var directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var global = GlobalSection.Read(map["global"], directory);
        var receivers = ReceiverSection.Read(map, global);
        var intervals = IntervalSection.Read(map);
        var known = new RouteNames(
            receivers.Select(r => r.Name).ToHashSet(StringComparer.Ordinal),
            intervals.Keys.ToHashSet(StringComparer.Ordinal));
        var route = RouteSection.Read(map, dialect, known);
        var rules = InhibitSection.Read(map, dialect);
        var templates = TemplateSection.Read(map, directory);
        Unsupported(map, "tracing", "Hotaru has no tracing");
        Unsupported(map, "event_recorder", "Hotaru keeps its own delivery log");
        map.End();
        return route is null || !problems.IsEmpty
            ? null
            : new NotifierModel(
                global.ResolveTimeout, route, receivers, rules, intervals, templates,
                SecretRedaction.Redact(text));
    }

    private static void Unsupported(ConfigMap map, string name, string why)
    {
        if (map[name] is { IsNull: false })
            map.Problems.Add(map.KeyAt(name), $"{name} is not supported", $"{why}; remove this section");
    }
}
