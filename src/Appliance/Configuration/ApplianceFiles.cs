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
    public static ApplianceModel? Read(ServeOptions options, ProblemList problems)
    {
        var hotaru = HotaruFile.Read(options, problems);
        var prometheus = PrometheusFile.Read(hotaru.PrometheusFile, hotaru.Listen, problems);
        var resources = OperatorResources.Read(hotaru.Operator, problems);
        prometheus = OperatorScrapes.AddTo(prometheus, resources, hotaru.Operator, problems);
        var rules = RulesOfAppliance.Read(hotaru, prometheus, resources, problems);
        var routes = options.AlertmanagerFile ?? hotaru.AlertmanagerFile;
        var notifier = OperatorRoutes.AddTo(Notifier(routes, hotaru, problems), routes, resources, problems);
        return problems.IsEmpty ? new ApplianceModel(hotaru, prometheus, rules, notifier!) : null;
    }

    private static NotifierModel? Notifier(string? path, HotaruModel hotaru, ProblemList problems)
    {
        if (path is not null) return AlertmanagerFile.Read(path, hotaru.Matchers, problems);
        const string builtIn = "Defaults.alertmanager.yml";
        return AlertmanagerFile.Parse(
            BuiltInFiles.Read(builtIn, hotaru.Listen), builtIn, hotaru.Matchers, problems);
    }
}
