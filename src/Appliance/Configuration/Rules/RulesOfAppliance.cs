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
        return resources.Texts
            .SelectMany(read => RuleFile.OfResources(read.File, read.Text, selecting, problems)).ToList();
    }

    /// <summary>The groups of the files.</summary>
    public static IReadOnlyList<RuleGroupModel> Read(
        HotaruModel hotaru, PrometheusModel prometheus, ProblemList problems)
    {
        var options = Options(hotaru, prometheus);
        // The files' patterns are joined with the directory of prometheus.yml already.
        return hotaru.PrometheusFile is not null
            ? RuleFiles.Load(prometheus.RuleFiles, "", options, problems)
            : new RuleFile("built-in rules.yml", BuiltInFiles.Read(BuiltIn, hotaru.Listen), options, problems)
                .Groups();
    }

    /// <summary>These and the groups of PrometheusRule resources.</summary>
    public static RulesModel AddTo(
        IReadOnlyList<RuleGroupModel> groups, HotaruModel hotaru, PrometheusModel prometheus,
        OperatorResources resources, ProblemList problems) => new()
        {
            Groups = [.. groups, .. OfOperator(resources, Options(hotaru, prometheus), problems)],
            ExternalLabels = prometheus.Global.ExternalLabels,
            ExternalUrl = hotaru.PrometheusUrl,
            QueryOffset = prometheus.Global.RuleQueryOffset,
        };

    private static RuleFileOptions Options(HotaruModel hotaru, PrometheusModel prometheus) =>
        new(prometheus.Global.EvaluationInterval, hotaru.Query.Options.Parser);
}
