using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration.Alertmanager;
using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Notifier;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration;

/// <summary>Reads hotaru.yml and the files it names.</summary>
internal static class ApplianceFiles
{
    /// <summary>The model, or null (and problems) where something is wrong.</summary>
    public static ApplianceModel? Read(ServeOptions options, ProblemList problems)
    {
        var hotaru = HotaruFile.Read(options, problems);
        var prometheus = PrometheusFile.Read(hotaru.PrometheusFile, hotaru.Listen, problems);
        var rules = Rules(prometheus, hotaru, problems);
        var notifier = Notifier(options.AlertmanagerFile ?? hotaru.AlertmanagerFile, hotaru, problems);
        return problems.IsEmpty ? new ApplianceModel(hotaru, prometheus, rules, notifier!) : null;
    }

    /// <summary>The files' patterns are joined with the directory of prometheus.yml already.</summary>
    private static RulesModel Rules(PrometheusModel prometheus, HotaruModel hotaru, ProblemList problems)
    {
        var options = new RuleFileOptions(prometheus.Global.EvaluationInterval);
        return new RulesModel
        {
            Groups = RuleFiles.Load(prometheus.RuleFiles, "", options, problems),
            ExternalLabels = prometheus.Global.ExternalLabels,
            ExternalUrl = hotaru.PrometheusUrl,
            QueryOffset = prometheus.Global.RuleQueryOffset,
        };
    }

    private static NotifierModel? Notifier(string? path, HotaruModel hotaru, ProblemList problems)
    {
        if (path is not null) return AlertmanagerFile.Read(path, MatcherDialect.Classic, problems);
        const string builtIn = "Defaults.alertmanager.yml";
        return AlertmanagerFile.Parse(
            BuiltInFiles.Read(builtIn, hotaru.Listen), builtIn, MatcherDialect.Classic, problems);
    }
}
