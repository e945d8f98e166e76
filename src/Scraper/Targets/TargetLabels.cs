namespace Hotaru.Scraper;

/// <summary>Names of a target's labels that relabeling may read and set.</summary>
internal static class TargetLabels
{
    public const string Address = "__address__";
    public const string MetricsPath = "__metrics_path__";
    public const string Scheme = "__scheme__";
    public const string ScrapeInterval = "__scrape_interval__";
    public const string ScrapeTimeout = "__scrape_timeout__";
    public const string ConvertClassicHistograms = "__convert_classic_histograms_to_nhcb__";
    public const string AlwaysClassicHistograms = "__always_scrape_classic_histograms__";
    public const string NativeHistograms = "__scrape_native_histograms__";

    /// <summary>Path of the socket that the target listens on, in place of its address.</summary>
    public const string UnixSocket = "__unix_socket__";
    public const string ParamPrefix = "__param_";
    public const string MetaPrefix = "__meta_";
    public const string ReservedPrefix = "__";
    public const string ExportedPrefix = "exported_";
}
