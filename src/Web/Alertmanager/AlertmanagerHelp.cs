namespace Hotaru.Web.Alertmanager;

/// <summary>What the Alertmanager surface's metrics mean, for the HELP lines.</summary>
internal static class AlertmanagerHelp
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["alertmanager_config_last_reload_successful"] = "Whether the last reload was good.",
        ["alertmanager_config_last_reload_success_timestamp_seconds"] = "When the last good reload was.",
        ["alertmanager_cluster_enabled"] = "Whether this is a member of a cluster.",
        ["alertmanager_build_info"] = "The version, as a label.",
        ["alertmanager_alerts"] = "Alerts that are there, by state.",
        ["alertmanager_alerts_received_total"] = "Alerts that were received, by status.",
        ["alertmanager_alerts_invalid_total"] = "Received alerts that were refused.",
        ["alertmanager_dispatcher_aggregation_groups"] = "Groups of alerts that are active.",
        ["alertmanager_silences"] = "Silences, by state.",
        ["alertmanager_notifications_total"] = "Notifications that were attempted, by integration.",
        ["alertmanager_notifications_failed_total"] = "Notifications that failed, by integration.",
        ["alertmanager_notification_requests_total"] = "Requests that notifications took, by integration.",
        ["alertmanager_notification_requests_failed_total"] = "Requests that failed, by integration.",
        ["alertmanager_notification_latency_seconds"] = "How long attempts took, by integration.",
        ["alertmanager_config_hash"] = "A hash of the configuration, to tell two from one another.",
        ["alertmanager_receivers"] = "Receivers of the configuration.",
        ["alertmanager_integrations"] = "Integrations of all receivers.",
    };

    public static string Of(string name) => Texts.GetValueOrDefault(name, "A figure of the notifier.");
}
