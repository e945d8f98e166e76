using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>
/// The rules in force: those that prometheus.yml names, or the built-in ones where there is none.
/// </summary>
internal static class RulesOfAppliance
{
    private const string BuiltIn = "Defaults.rules.yml";

    private static IEnumerable<RuleGroupModel> OfOperator(
        OperatorResources resources, RuleFileOptions options, ProblemList problems)
    {
        var selection = new OperatorSelection(resources);
        var selecting = options with
        {
            IsSelected = node => OperatorResource.Of(node) is { } rule && selection.IsSelected(rule),
        };
        return resources.Files.SelectMany(file => RuleFile.OfResources(file, selecting, problems)).ToList();
    }

    public static RulesModel Read(
        HotaruModel hotaru, PrometheusModel prometheus, OperatorResources resources, ProblemList problems)
    {
        var options = new RuleFileOptions(
            prometheus.Global.EvaluationInterval, hotaru.Query.Options.Parser);
        // The files' patterns are joined with the directory of prometheus.yml already.
        var groups = hotaru.PrometheusFile is not null
            ? RuleFiles.Load(prometheus.RuleFiles, "", options, problems)
            : new RuleFile("built-in rules.yml", BuiltInFiles.Read(BuiltIn, hotaru.Listen), options, problems)
                .Groups();
        return new RulesModel
        {
            Groups = [.. groups, .. OfOperator(resources, options, problems)],
            ExternalLabels = prometheus.Global.ExternalLabels,
            ExternalUrl = hotaru.PrometheusUrl,
            QueryOffset = prometheus.Global.RuleQueryOffset,
        };
    }
}
