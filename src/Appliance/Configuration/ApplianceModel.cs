using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration;

/// <summary>All configuration of one moment, validated; a reload replaces it whole.</summary>
internal sealed record ApplianceModel(HotaruModel Hotaru, PrometheusModel Prometheus, NotifierModel Notifier);
