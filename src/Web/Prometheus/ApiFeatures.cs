namespace Hotaru.Web.Prometheus;

/// <summary>What this server can, in the groups of the features endpoint.</summary>
internal static class ApiFeatures
{
    public static readonly IReadOnlyList<(string Group, string[] Names)> All =
    [
        ("api",
        [
            "admin", "exclude_alerts", "label_values_match", "lifecycle", "query_stats",
            "remote_write_receiver",
            "time_range_labels", "time_range_series",
        ]),
        ("promql",
        [
            "anchored", "at_modifier", "bool", "by", "fill", "group_left", "group_right", "ignoring",
            "negative_offset",
            "offset", "on", "per_query_lookback_delta", "smoothed", "subqueries", "without",
        ]),
        ("rules", ["concurrent_rule_eval", "keep_firing_for", "query_offset"]),
        ("scrape", ["extra_scrape_metrics", "native_histograms", "scrape_config_files"]),
        ("service_discovery_providers", ["dns", "docker", "file", "http", "kubernetes", "static"]),
        ("tsdb", ["exemplar_storage", "native_histograms"]),
    ];
}
