using System.IO.Enumeration;
using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>scrape_configs, and those in the scrape_config_files.</summary>
internal sealed class ScrapeSection(GlobalModel global, string globalText, string directory)
{
    private readonly Dictionary<string, SourcePosition> _jobs = new(StringComparer.Ordinal);

    public IReadOnlyList<ScrapeModel> Read(
        IReadOnlyList<ConfigNode> configs, IReadOnlyList<ConfigNode> files, ProblemList problems)
    {
        var models = configs.Select(node => One(node, directory)).ToList();
        foreach (var pattern in files)
        {
            foreach (var file in Matching(pattern)) models.AddRange(ReadFile(file, problems));
        }

        return models;
    }

    private List<ScrapeModel> ReadFile(string file, ProblemList problems)
    {
        if (YamlFile.Read(file, problems) is not { } root) return [];
        var map = root.Map();
        var parent = Path.GetDirectoryName(file) is { Length: > 0 } own ? own : ".";
        List<ScrapeModel> models = [.. map.List("scrape_configs").Select(node => One(node, parent))];
        map.End();
        return models;
    }

    /// <summary>
    /// The last segment of a pattern may hold stars; no match is no mistake, as with the peer.
    /// </summary>
    private IEnumerable<string> Matching(ConfigNode pattern)
    {
        var path = Path.Combine(directory, pattern.Text() ?? "");
        var parent = Path.GetDirectoryName(path) is { Length: > 0 } own ? own : ".";
        var name = Path.GetFileName(path);
        if (!Directory.Exists(parent)) return [];
        return Directory.EnumerateFiles(parent).Order(StringComparer.Ordinal)
            .Where(file =>
                FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false));
    }

    private ScrapeModel One(ConfigNode node, string parent)
    {
        var map = node.Map();
        var name = map.Required("job_name", "a scrape config");
        var owner = $"job \"{name}\"";
        if (name.Length > 0 && !_jobs.TryAdd(name, node.At))
        {
            map.Problems.Add(map["job_name"]!.At, $"{owner} was there at {_jobs[name]} already",
                "give each job a name of its own");
        }

        var interval = map.Duration("scrape_interval", TimeSpan.Zero);
        if (interval == TimeSpan.Zero) interval = global.ScrapeInterval;
        var native = map.Flag("scrape_native_histograms", global.NativeHistograms);
        var isLegacy = ScrapeFields.IsLegacy(map, "metric_name_validation_scheme", global.LegacyNames);
        var model = new ScrapeModel
        {
            JobName = name,
            Fingerprint = globalText + "\n" + YamlEcho.Write(node, maskSecrets: false),
            Text = YamlEcho.Write(node, maskSecrets: true),
            Interval = interval,
            Timeout = ScrapeFields.Timeout(map, interval, global.ScrapeTimeout, owner),
            MetricsPath = map.Text("metrics_path") is { Length: > 0 } path ? path : "/metrics",
            Scheme = HttpSection.Scheme(map),
            Params = Params(map),
            HonorLabels = map.Flag("honor_labels", false),
            HonorTimestamps = map.Flag("honor_timestamps", true),
            TrackTimestampsStaleness = map.Flag("track_timestamps_staleness", false),
            EnableCompression = map.Flag("enable_compression", true),
            Protocols = ScrapeFields.Protocols(map) ?? global.Protocols
                ?? (native ? ScrapeProtocols.ProtobufFirst : ScrapeProtocols.Default),
            FallbackProtocol =
                map["fallback_scrape_protocol"] is { } fallback ? ScrapeFields.Protocol(fallback) : null,
            NativeHistograms = native,
            AlwaysClassicHistograms =
                map.Flag("always_scrape_classic_histograms", global.AlwaysClassicHistograms),
            ConvertClassicHistograms =
                map.Flag("convert_classic_histograms_to_nhcb", global.ConvertClassicHistograms),
            NativeHistogramMinBucketFactor = map["native_histogram_min_bucket_factor"]?.Number() ?? 0,
            FailureLogFile = FailureLog(map, parent),
            ExtraMetrics = map.Flag("extra_scrape_metrics", global.ExtraMetrics),
            LegacyNames = isLegacy,
            EscapingScheme = Escaping(map, isLegacy),
            Limits = ScrapeFields.Limits(map, global.Limits) with
            {
                NativeHistogramBuckets = ScrapeFields.Limit(map, "native_histogram_bucket_limit") ?? 0,
            },
            Http = HttpSection.Read(map, parent, HttpSection.Defaults),
            Relabeling = RelabelSection.Read(map, "relabel_configs", isLegacy),
            MetricRelabeling = RelabelSection.Read(map, "metric_relabel_configs", isLegacy),
            Discovery = DiscoverySection.Read(map, parent),
        };
        ScrapeFields.CheckFormer(map);
        map.End();
        return model;
    }

    private string Escaping(ConfigMap map, bool isLegacy)
    {
        if (ScrapeFields.Escaping(map, isLegacy) is { Length: > 0 } own) return own;
        if (isLegacy) return "underscores";
        return global.EscapingScheme.Length > 0
            && !global.LegacyNames ? global.EscapingScheme : "allow-utf-8";
    }

    private string FailureLog(ConfigMap map, string parent)
    {
        var own = map.Text("scrape_failure_log_file");
        if (own.Length > 0) return Path.Combine(parent, own);
        return global.FailureLogFile.Length > 0 ? Path.Combine(directory, global.FailureLogFile) : "";
    }

    private static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Params(ConfigMap map)
    {
        if (map["params"] is not { } node) return [];
        var values = node.Map();
        return [.. values.Names.ToList().Select(name => KeyValuePair.Create(name, values.Texts(name)))];
    }
}
