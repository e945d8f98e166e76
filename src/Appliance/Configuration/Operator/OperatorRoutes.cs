using Hotaru.Appliance.Configuration.Alertmanager;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>Puts the routes of AlertmanagerConfigs before those of alertmanager.yml.</summary>
internal static class OperatorRoutes
{
    /// <param name="global">The global section of alertmanager.yml, which receivers lean on.</param>
    public static NotifierModel? AddTo(
        NotifierModel? model, string global, OperatorResources resources, ProblemList problems)
    {
        if (model is null) return null;
        var writers = Writers(resources);
        if (writers.Count == 0) return model;
        var yaml = Generate(model.Root, global, writers);
        var found = new ProblemList();
        var added = AlertmanagerFile.Parse(yaml.Text, "operator resources", MatcherDialect.Classic, found);
        foreach (var problem in found.Problems) problems.Add(yaml.Original(problem));
        return added is null ? null : Join(model, added);
    }

    private static List<(OperatorResource Config, RouteWriter Writer)> Writers(OperatorResources resources)
    {
        var secrets = new SecretBook(resources);
        var server = resources.Of("Alertmanager").FirstOrDefault();
        var strategy = server?.Spec?["alertmanagerConfigMatcherStrategy"] is { IsMap: true } node
            ? node.Map().Text("type", "OnNamespace")
            : "OnNamespace";
        return [.. new OperatorSelection(resources).Of("AlertmanagerConfig").Select(config =>
        {
            var isOfOneNamespace = strategy == "OnNamespace"
                || (strategy == "OnNamespaceExceptForAlertmanagerNamespace" && config.Space != server?.Space);
            return (config, new RouteWriter(config, secrets, isOfOneNamespace));
        })];
    }

    private static GeneratedYaml Generate(
        RouteModel root, string global, List<(OperatorResource Config, RouteWriter Writer)> writers)
    {
        var yaml = new GeneratedYaml();
        var at = writers[0].Config.At;
        foreach (var line in global.Split('\n', StringSplitOptions.RemoveEmptyEntries)) yaml.Line(line, at);
        yaml.Line("route:", at);
        yaml.Line($"  receiver: {GeneratedYaml.Quoted(root.Receiver)}", at);
        var groups = (root.GroupBy ?? ["..."]).Select(GeneratedYaml.Quoted);
        yaml.Line($"  group_by: [{string.Join(", ", groups)}]", at);
        yaml.Line($"  group_wait: {PrometheusDuration.Format(root.GroupWait)}", at);
        yaml.Line($"  group_interval: {PrometheusDuration.Format(root.GroupInterval)}", at);
        yaml.Line($"  repeat_interval: {PrometheusDuration.Format(root.RepeatInterval)}", at);
        yaml.Line("  routes:", at);
        foreach (var (config, writer) in writers)
        {
            if (writer.Route() is { } route) yaml.Line($"  - {route}", config.Spec!.KeyAt("route"));
        }

        yaml.Line("receivers:", at);
        yaml.Line($"- name: {GeneratedYaml.Quoted(root.Receiver)}", at);
        foreach (var (_, writer) in writers) writer.Receivers(yaml);
        yaml.Line("inhibit_rules:", at);
        foreach (var (_, writer) in writers) writer.Inhibitions(yaml);
        yaml.Line("time_intervals:", at);
        foreach (var (_, writer) in writers) writer.Intervals(yaml);
        return yaml;
    }

    /// <summary>The section that receivers take their defaults from, as it stands.</summary>
    /// <param name="baseFile">alertmanager.yml; null: the built-in one, which has none.</param>
    public static string Global(string? baseFile)
    {
        var root = baseFile is null ? null : YamlFile.Read(baseFile, new ProblemList());
        if (root is not { IsMap: true }) return "";
        if (root.Map()["global"] is not { IsMap: true } global) return "";
        var lines = YamlEcho.Write(global, maskSecrets: false)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return "global:\n" + string.Join('\n', lines.Select(line => "  " + line)) + "\n";
    }

    private static NotifierModel Join(NotifierModel model, NotifierModel added)
    {
        var root = model.Root;
        var intervals =
            new Dictionary<string, IReadOnlyList<TimeInterval>>(model.Intervals, StringComparer.Ordinal);
        foreach (var (name, times) in added.Intervals) intervals[name] = times;
        return model with
        {
            Root = new RouteModel
            {
                Key = root.Key,
                Place = root.Place,
                Receiver = root.Receiver,
                Matchers = root.Matchers,
                GroupBy = root.GroupBy,
                GroupWait = root.GroupWait,
                GroupInterval = root.GroupInterval,
                RepeatInterval = root.RepeatInterval,
                Continue = root.Continue,
                MuteIntervals = root.MuteIntervals,
                ActiveIntervals = root.ActiveIntervals,
                Labels = root.Labels,
                Routes = [.. added.Root.Routes, .. root.Routes],
            },
            Receivers = [.. model.Receivers, .. added.Receivers.Where(r => r.Name != root.Receiver)],
            InhibitRules = [.. model.InhibitRules, .. added.InhibitRules],
            Intervals = intervals,
        };
    }
}
