using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration.Alertmanager;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration;

/// <summary>Reads hotaru.yml and the files it names.</summary>
internal static class ApplianceFiles
{
    /// <summary>The model, or null (and problems) where something is wrong.</summary>
    public static ApplianceModel? Read(ServeOptions options, ProblemList problems) =>
        OperatorJoin.Join(ReadFiles(options, problems), [], problems).Model;

    /// <summary>What the files say, and the resources in them as they were written.</summary>
    public static FileModels ReadFiles(ServeOptions options, ProblemList problems)
    {
        var hotaru = HotaruFile.Read(options, problems);
        var prometheus = PrometheusFile.Read(hotaru.PrometheusFile, hotaru.Listen, problems);
        var rules = RulesOfAppliance.Read(hotaru, prometheus, problems);
        var routes = options.AlertmanagerFile ?? hotaru.AlertmanagerFile;
        return new FileModels(
            hotaru, prometheus, rules, Notifier(routes, hotaru, problems), OperatorRoutes.Global(routes),
            OperatorFiles.Read(hotaru.Operator, problems));
    }

    private static NotifierModel? Notifier(string? path, HotaruModel hotaru, ProblemList problems)
    {
        if (path is not null) return AlertmanagerFile.Read(path, hotaru.Matchers, problems);
        const string builtIn = "Defaults.alertmanager.yml";
        return AlertmanagerFile.Parse(
            BuiltInFiles.Read(builtIn, hotaru.Listen), builtIn, hotaru.Matchers, problems);
    }
}
