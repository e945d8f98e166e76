using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>Fields that global: and a scrape_config share.</summary>
internal static class ScrapeFields
{
    public static TimeSpan Timeout(ConfigMap map, TimeSpan interval, TimeSpan otherwise, string owner)
    {
        var timeout = map.Duration("scrape_timeout", TimeSpan.Zero);
        if (timeout == TimeSpan.Zero) return otherwise < interval ? otherwise : interval;
        if (timeout <= interval) return timeout;
        map.Problems.Add(
            map["scrape_timeout"]!.At,
            $"{owner}: the scrape timeout {PrometheusDuration.Format(timeout)} is longer than the scrape "
            + $"interval {PrometheusDuration.Format(interval)}",
            $"make it at most {PrometheusDuration.Format(interval)}");
        return interval;
    }

    /// <summary>The protocols in their order, or null where nothing was said.</summary>
    public static IReadOnlyList<ScrapeProtocol>? Protocols(ConfigMap map)
    {
        if (map["scrape_protocols"] is not { } node) return null;
        var protocols = new List<ScrapeProtocol>();
        foreach (var entry in node.List())
        {
            if (Protocol(entry) is not { } protocol) continue;
            if (protocols.Contains(protocol))
                map.Problems.Add(
                    entry.At, $"scrape protocol {entry.ScalarText} comes twice", "take one of them out");
            else protocols.Add(protocol);
        }

        if (protocols.Count > 0) return protocols;
        map.Problems.Add(node.At, "scrape_protocols is empty", "name at least one, or take the field out");
        return null;
    }

    public static ScrapeProtocol? Protocol(ConfigNode node)
    {
        var name = node.Text() ?? "";
        if (ScrapeProtocols.ByName.TryGetValue(name, out var protocol)) return protocol;
        node.Problems.Add(
            node.At, $"scrape protocol {GoText.Quote(name)} is not known",
            $"write one of {string.Join(", ", ScrapeProtocols.ByName.Keys)}");
        return null;
    }

    public static ScrapeLimits Limits(ConfigMap map, ScrapeLimits otherwise) => new()
    {
        BodySize = Or(map["body_size_limit"]?.Size(), otherwise.BodySize),
        Samples = Or(Limit(map, "sample_limit"), otherwise.Samples),
        Targets = Or(Limit(map, "target_limit"), otherwise.Targets),
        Labels = Or(Limit(map, "label_limit"), otherwise.Labels),
        LabelNameLength = Or(Limit(map, "label_name_length_limit"), otherwise.LabelNameLength),
        LabelValueLength = Or(Limit(map, "label_value_length_limit"), otherwise.LabelValueLength),
        KeptDroppedTargets = Or(Limit(map, "keep_dropped_targets"), otherwise.KeptDroppedTargets),
    };

    public static Labels Labels(ConfigMap map, string name)
    {
        var labels = new LabelsBuilder();
        foreach (var (label, value) in map.TextMap(name)) labels.Set(label, value);
        return labels.Build();
    }

    public static bool IsLegacy(ConfigMap map, string name, bool otherwise)
    {
        if (map[name] is not { } node) return otherwise;
        switch (node.Text())
        {
            case "":
                return otherwise;
            case "utf8":
                return false;
            case "legacy":
                return true;
            default:
                map.Problems.Add(
                    node.At, $"{GoText.Quote(node.ScalarText ?? "")} is not a name validation scheme",
                    "write utf8 or legacy");
                return otherwise;
        }
    }

    public static string Escaping(ConfigMap map, bool isLegacy)
    {
        if (map["metric_name_escaping_scheme"] is not { } node) return "";
        var text = node.Text() ?? "";
        if (text is not ("" or "allow-utf-8" or "underscores" or "dots" or "values"))
        {
            map.Problems.Add(node.At, $"{GoText.Quote(text)} is not a name escaping scheme",
                "write allow-utf-8, underscores, dots or values");
        }
        else if (text == "allow-utf-8" && isLegacy)
        {
            map.Problems.Add(
                node.At, "allow-utf-8 does not go together with metric_name_validation_scheme: legacy",
                "write underscores");
        }

        return text;
    }

    /// <summary>A limit is 0, which is none, or above it.</summary>
    public static long? Limit(ConfigMap map, string name)
    {
        var limit = map[name]?.Integer();
        if (limit is null or >= 0) return limit;
        map.Problems.Add(map[name]!.At, $"{name} is below 0", "write 0 for no limit");
        return null;
    }

    /// <summary>Fields under the names of Prometheus 2, with what they are called since.</summary>
    public static void CheckFormer(ConfigMap map)
    {
        if (map["scrape_classic_histograms"] is null) return;
        map.Problems.Add(map.KeyAt("scrape_classic_histograms"),
            "scrape_classic_histograms has another name since Prometheus 3",
            "write always_scrape_classic_histograms");
    }

    /// <summary>A number of 0 stands for "as in global".</summary>
    private static long Or(long? value, long otherwise) => value is null or 0 ? otherwise : value.Value;
}
