using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Notifier;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration;

/// <summary>All configuration of one moment, validated; a reload replaces it whole.</summary>
internal sealed record ApplianceModel(
    HotaruModel Hotaru, PrometheusModel Prometheus, RulesModel Rules, NotifierModel Notifier)
{
    /// <summary>What it was made of, for when only resources of a cluster change.</summary>
    public required FileModels Files { get; init; }

    /// <summary>Resources of a cluster that were looked at for it.</summary>
    public IReadOnlyList<ClusterResource> Cluster { get; init; } = [];
}
