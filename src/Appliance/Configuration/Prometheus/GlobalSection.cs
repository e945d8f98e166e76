using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>global:, which fills in what the jobs leave open.</summary>
internal static class GlobalSection
{
    public static GlobalModel Read(ConfigNode? node)
    {
        if (node is null) return new GlobalModel();
        var map = node.Map();
        var defaults = new GlobalModel();
        var interval = NonZero(map, "scrape_interval", defaults.ScrapeInterval);
        var isLegacy = ScrapeFields.IsLegacy(map, "metric_name_validation_scheme", false);
        map["query_log_file"]?.Text();
        var model = new GlobalModel
        {
            ScrapeInterval = interval,
            ScrapeTimeout = ScrapeFields.Timeout(map, interval, defaults.ScrapeTimeout, "global"),
            EvaluationInterval = NonZero(map, "evaluation_interval", defaults.EvaluationInterval),
            RuleQueryOffset = map.Duration("rule_query_offset", TimeSpan.Zero),
            ExternalLabels = ScrapeFields.Labels(map, "external_labels"),
            Protocols = ScrapeFields.Protocols(map),
            Limits = ScrapeFields.Limits(map, new ScrapeLimits()),
            NativeHistograms = map.Flag("scrape_native_histograms", false),
            AlwaysClassicHistograms = map.Flag("always_scrape_classic_histograms", false),
            ConvertClassicHistograms = map.Flag("convert_classic_histograms_to_nhcb", false),
            FailureLogFile = map.Text("scrape_failure_log_file"),
            ExtraMetrics = map.Flag("extra_scrape_metrics", false),
            LegacyNames = isLegacy,
            EscapingScheme = ScrapeFields.Escaping(map, isLegacy),
        };
        map.End();
        return model;
    }

    /// <summary>Zero stands for the default, as with the peer.</summary>
    private static TimeSpan NonZero(ConfigMap map, string name, TimeSpan otherwise) =>
        map.Duration(name, otherwise) is var duration && duration > TimeSpan.Zero ? duration : otherwise;
}
