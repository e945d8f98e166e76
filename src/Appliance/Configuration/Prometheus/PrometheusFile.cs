using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// Reads prometheus.yml as Prometheus 3.x has it. Source: Prometheus's documentation, "Configuration".
/// </summary>
internal static class PrometheusFile
{
    /// <param name="path">The file; null: the built-in default.</param>
    public static PrometheusModel Read(string? path, ListenModel listen, ProblemList problems)
    {
        const string BuiltIn = "Defaults.prometheus.yml";
        if (path is null)
            return Parse(BuiltInFiles.Read(BuiltIn, listen), "built-in prometheus.yml", problems);
        var root = YamlFile.Read(path, problems);
        return root is null ? new PrometheusModel { Text = "" } : Map(root, path, problems);
    }

    public static PrometheusModel Parse(string text, string path, ProblemList problems)
    {
        var root = YamlFile.Parse(text, path, problems);
        return root is null ? new PrometheusModel { Text = "" } : Map(root, path, problems);
    }

    private static PrometheusModel Map(ConfigNode root, string path, ProblemList problems)
    {
        var directory = System.IO.Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        var map = root.Map();
        var globalNode = map["global"];
        var global = GlobalSection.Read(globalNode);
        var context =
            new ScrapeSection(global, globalNode is null ? "" : YamlEcho.Write(globalNode, false), directory);
        var scrapes = context.Read(map.List("scrape_configs"), map.List("scrape_config_files"), problems);
        var alerting = map["alerting"]?.Map();
        var model = new PrometheusModel
        {
            Text = YamlEcho.Write(root, maskSecrets: true),
            Global = global,
            RuleFiles = [.. map.List("rule_files").Select(node => RuleFile(node, directory))],
            ScrapeConfigs = scrapes,
            Alertmanagers = AlertingSection.Read(alerting, global, directory),
            AlertRelabeling = RelabelSection.Read(alerting, "alert_relabel_configs", global.LegacyNames),
            RemoteWrite = RemoteWriteSection.Read(map.List("remote_write"), global, directory),
            RemoteRead = RemoteReadSection.Read(map.List("remote_read"), directory),
            Otlp = OtlpSection.Read(map["otlp"], global.LegacyNames),
            OutOfOrderWindow = TsdbSection.OutOfOrderWindow(map["storage"]),
        };
        alerting?.End();
        IgnoredSections.Check(map);
        map.End();
        return model;
    }

    private static Located<string> RuleFile(ConfigNode node, string directory)
    {
        var text = node.Text() ?? "";
        // Clients ask for a file by this text: as the peer has it, without a dot for the directory here.
        var path = directory == "." ? text : System.IO.Path.Combine(directory, text);
        return new Located<string>(path, node.At);
    }
}
