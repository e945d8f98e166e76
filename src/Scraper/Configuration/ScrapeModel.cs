namespace Hotaru.Scraper;

/// <summary>
/// One scrape_config, validated, with the global settings filled in. Limits of 0 mean none.
/// </summary>
public sealed record ScrapeModel
{
    public required string JobName { get; init; }

    /// <summary>
    /// Two models with the same text do the same; a reload lets such a job run on untouched.
    /// </summary>
    public required string Fingerprint { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public string MetricsPath { get; init; } = "/metrics";

    public string Scheme { get; init; } = "http";

    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Params { get; init; } = [];

    public bool HonorLabels { get; init; }

    public bool HonorTimestamps { get; init; } = true;

    /// <summary>Whether series with timestamps of their own are marked stale when they vanish.</summary>
    public bool TrackTimestampsStaleness { get; init; }

    public bool EnableCompression { get; init; } = true;

    public IReadOnlyList<ScrapeProtocol> Protocols { get; init; } = ScrapeProtocols.Default;

    /// <summary>What a body is taken for whose Content-Type says nothing known.</summary>
    public ScrapeProtocol? FallbackProtocol { get; init; }

    public bool NativeHistograms { get; init; }

    public bool AlwaysClassicHistograms { get; init; }

    /// <summary>convert_classic_histograms_to_nhcb.</summary>
    public bool ConvertClassicHistograms { get; init; }

    /// <summary>native_histogram_min_bucket_factor; 0: as fine as they come.</summary>
    public double NativeHistogramMinBucketFactor { get; init; }

    /// <summary>scrape_failure_log_file; empty: none.</summary>
    public string FailureLogFile { get; init; } = "";

    /// <summary>The scrape config as a person wrote it, with secrets masked.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// Whether scrape_timeout_seconds, scrape_sample_limit and scrape_body_size_bytes are stored too.
    /// </summary>
    public bool ExtraMetrics { get; init; }

    /// <summary>Whether names must match [a-zA-Z_:][a-zA-Z0-9_:]*.</summary>
    public bool LegacyNames { get; init; }

    /// <summary>
    /// allow-utf-8, underscores, dots or values: what is asked of the target in the Accept header.
    /// </summary>
    public string EscapingScheme { get; init; } = "allow-utf-8";

    public ScrapeLimits Limits { get; init; } = new();

    public HttpClientModel Http { get; init; } = new();

    public IReadOnlyList<RelabelRule> Relabeling { get; init; } = [];

    public IReadOnlyList<RelabelRule> MetricRelabeling { get; init; } = [];

    public IReadOnlyList<DiscoveryModel> Discovery { get; init; } = [];
}
