using Hotaru.Model;
using Hotaru.Remote;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>prometheus.yml, validated, with Prometheus's own defaults filled in.</summary>
internal sealed record PrometheusModel
{
    /// <summary>The configuration as the API shows it: secrets are masked.</summary>
    public required string Text { get; init; }

    public GlobalModel Global { get; init; } = new();

    /// <summary>
    /// Paths and patterns of rule files, with the directory of prometheus.yml in front where needed.
    /// </summary>
    public IReadOnlyList<Located<string>> RuleFiles { get; init; } = [];

    /// <summary>scrape_configs and those of the scrape_config_files, in this order.</summary>
    public IReadOnlyList<ScrapeModel> ScrapeConfigs { get; init; } = [];

    /// <summary>alerting.alertmanagers: where alerts go beside the built-in Alertmanager.</summary>
    public IReadOnlyList<AlertmanagerTargetModel> Alertmanagers { get; init; } = [];

    /// <summary>alerting.alert_relabel_configs, for every alert that leaves.</summary>
    public IReadOnlyList<RelabelRule> AlertRelabeling { get; init; } = [];

    public IReadOnlyList<RemoteWriteTargetModel> RemoteWrite { get; init; } = [];

    public IReadOnlyList<RemoteReadTargetModel> RemoteRead { get; init; } = [];

    public OtlpModel Otlp { get; init; } = new();

    /// <summary>storage.tsdb.out_of_order_time_window; null where nothing was said.</summary>
    public TimeSpan? OutOfOrderWindow { get; init; }
}
