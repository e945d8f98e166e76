using Hotaru.Notifier;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration;

/// <summary>What the files of a moment say, before the operator's resources are added.</summary>
/// <param name="Notifier">Null where alertmanager.yml has problems.</param>
/// <param name="Global">The global section of alertmanager.yml as text.</param>
/// <param name="Resources">The texts of the operator's resources among the files.</param>
internal sealed record FileModels(
    HotaruModel Hotaru, PrometheusModel Prometheus, IReadOnlyList<RuleGroupModel> Rules,
    NotifierModel? Notifier, string Global, IReadOnlyList<(string File, string Text)> Resources);
