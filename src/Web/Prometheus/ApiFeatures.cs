using Hotaru.Promql;
using Hotaru.Remote;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// What this server can and cannot, in the groups and under the names that Prometheus 3.14 has for it.
/// </summary>
internal static class ApiFeatures
{
    public static SortedDictionary<string, SortedDictionary<string, bool>> Of(
        PrometheusStatus status, EngineOptions options)
    {
        var groups = new SortedDictionary<string, SortedDictionary<string, bool>>(StringComparer.Ordinal);
        foreach (var (group, on, off) in Fixed)
        {
            var features = groups[group] = new SortedDictionary<string, bool>(StringComparer.Ordinal);
            foreach (var name in on) features[name] = true;
            foreach (var name in off) features[name] = false;
        }

        groups["api"]["admin"] = status.Flags().GetValueOrDefault("web.enable-admin-api") == "true";
        groups["api"]["lifecycle"] = status.Reload is not null;
        var delta = status.OtlpDelta();
        groups["otlp_receiver"]["delta_conversion"] = delta == OtlpDelta.Cumulative;
        groups["otlp_receiver"]["native_delta_ingestion"] = delta == OtlpDelta.Native;
        AddSwitched(groups["promql"], options);
        groups["promql_functions"] = Functions(options);
        groups["promql_operators"] = Operators(options);
        return groups;
    }

    private static readonly IReadOnlyList<(string Group, string[] On, string[] Off)> Fixed =
    [
        ("api",
            [
                "exclude_alerts", "label_values_match", "otlp_write_receiver", "query_stats",
                "query_warnings", "remote_write_receiver", "time_range_labels", "time_range_series",
            ],
            ["openapi_3.1", "openapi_3.2", "search"]),
        ("otlp_receiver", [], []),
        ("prometheus", ["server_mode"], ["agent_mode", "auto_reload_config"]),
        ("promql",
            [
                "at_modifier", "bool", "by", "group_left", "group_right", "ignoring", "negative_offset",
                "offset", "on", "per_query_lookback_delta", "subqueries", "without",
            ],
            ["per_step_stats"]),
        ("rules", ["concurrent_rule_eval", "keep_firing_for", "query_offset"], []),
        ("scrape",
            ["extra_scrape_metrics"], ["start_timestamp_zero_ingestion", "type_and_unit_labels"]),
        ("service_discovery_providers", ["dns", "docker", "file", "http", "kubernetes", "static"], []),
        ("tsdb", ["exemplar_storage", "isolation", "native_histograms"], ["delayed_compaction"]),
    ];

    private const string Written =
        "!= !~ % * + - / < <= == =~ > >= @ ^ and atan2 avg bottomk count count_values group max min or "
        + "quantile stddev stdvar sum topk unless";

    private static SortedDictionary<string, bool> Functions(EngineOptions options)
    {
        var functions = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var function in FunctionCatalog.All)
            functions[function.Name] = !function.Experimental || options.Parser.ExperimentalFunctions;
        return functions;
    }

    private static SortedDictionary<string, bool> Operators(EngineOptions options)
    {
        var operators = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var name in Written.Split(' ')) operators[name] = true;
        foreach (var name in (ReadOnlySpan<string>)["limitk", "limit_ratio"])
            operators[name] = options.Parser.ExperimentalFunctions;
        return operators;
    }

    private static void AddSwitched(SortedDictionary<string, bool> features, EngineOptions options)
    {
        var parser = options.Parser;
        foreach (var name in (ReadOnlySpan<string>)["anchored", "smoothed"])
            features[name] = parser.ExtendedRangeSelectors;
        foreach (var name in (ReadOnlySpan<string>)["fill", "fill_left", "fill_right"])
            features[name] = parser.FillModifiers;
        features["duration_expr"] = parser.DurationExpressions;
        features["delayed_name_removal"] = options.DelayedNameRemoval;
        features["type_and_unit_labels"] = options.TypeAndUnitLabels;
    }
}
