using Hotaru.Notifier;
using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration;

/// <summary>All configuration of one moment, validated; a reload replaces it whole.</summary>
internal sealed record ApplianceModel(
    HotaruModel Hotaru, PrometheusModel Prometheus, RulesModel Rules, NotifierModel Notifier);
