using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>
/// The rules in force: those that prometheus.yml names, or the built-in ones where there is none.
/// </summary>
internal static class RulesOfAppliance
{
    private const string BuiltIn = "Defaults.rules.yml";

    public static RulesModel Read(HotaruModel hotaru, PrometheusModel prometheus, ProblemList problems)
    {
        var options = new RuleFileOptions(prometheus.Global.EvaluationInterval);
        // The files' patterns are joined with the directory of prometheus.yml already.
        var groups = hotaru.PrometheusFile is not null
            ? RuleFiles.Load(prometheus.RuleFiles, "", options, problems)
            : new RuleFile("built-in rules.yml", BuiltInFiles.Read(BuiltIn, hotaru.Listen), options, problems)
                .Groups();
        return new RulesModel
        {
            Groups = groups,
            ExternalLabels = prometheus.Global.ExternalLabels,
            ExternalUrl = hotaru.PrometheusUrl,
            QueryOffset = prometheus.Global.RuleQueryOffset,
        };
    }
}
