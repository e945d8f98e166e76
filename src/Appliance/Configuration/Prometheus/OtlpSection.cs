using Hotaru.Model;
using Hotaru.Remote;

namespace Hotaru.Appliance.Configuration;

/// <summary>otlp: of prometheus.yml.</summary>
internal static class OtlpSection
{
    public static OtlpModel Read(ConfigNode? node, bool areNamesLegacy)
    {
        var plain = new OtlpModel();
        if (node?.Map() is not { } map) return plain;
        var all = map.Flag("promote_all_resource_attributes", false);
        Clash(map, all);
        var model = plain with
        {
            Translation = Translation(map["translation_strategy"], areNamesLegacy),
            PromoteAllResourceAttributes = all,
            PromoteResourceAttributes = Attributes(map, "promote_resource_attributes"),
            IgnoreResourceAttributes = Attributes(map, "ignore_resource_attributes"),
            KeepIdentifyingResourceAttributes = map.Flag("keep_identifying_resource_attributes", false),
            ConvertHistogramsToNhcb = map.Flag("convert_histograms_to_nhcb", false),
            PromoteScopeMetadata = map.Flag("promote_scope_metadata", false),
            LabelNameUnderscoreSanitization = map.Flag("label_name_underscore_sanitization", true),
            LabelNamePreserveMultipleUnderscores = map.Flag("label_name_preserve_multiple_underscores", true),
        };
        map.End();
        return model;
    }

    private static void Clash(ConfigMap map, bool all)
    {
        if (all && map["promote_resource_attributes"] is not null)
        {
            map.Problems.Add(
                map.KeyAt("promote_resource_attributes"),
                "promote_resource_attributes and promote_all_resource_attributes stand together",
                "keep one of them");
        }

        if (!all && map["ignore_resource_attributes"] is not null)
        {
            map.Problems.Add(
                map.KeyAt("ignore_resource_attributes"),
                "ignore_resource_attributes needs promote_all_resource_attributes",
                "add \"promote_all_resource_attributes: true\"");
        }
    }

    private static HashSet<string> Attributes(ConfigMap map, string name)
    {
        var attributes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in map.List(name))
        {
            var attribute = (node.Text() ?? "").Trim();
            if (attribute.Length == 0)
                map.Problems.Add(node.At, "a resource attribute has no name", "take the entry out");
            else if (!attributes.Add(attribute))
                map.Problems.Add(
                    node.At, $"resource attribute {GoText.Quote(attribute)} comes twice",
                    "take one of them out");
        }

        return attributes;
    }

    private static OtlpTranslation Translation(ConfigNode? node, bool areNamesLegacy)
    {
        if (node?.Text() is not { Length: > 0 } text) return OtlpTranslation.UnderscoreEscapingWithSuffixes;
        OtlpTranslation? found = text switch
        {
            "UnderscoreEscapingWithSuffixes" => OtlpTranslation.UnderscoreEscapingWithSuffixes,
            "UnderscoreEscapingWithoutSuffixes" => OtlpTranslation.UnderscoreEscapingWithoutSuffixes,
            "NoUTF8EscapingWithSuffixes" => OtlpTranslation.NoUTF8EscapingWithSuffixes,
            "NoTranslation" => OtlpTranslation.NoTranslation,
            _ => null,
        };
        if (found is null)
        {
            node.Problems.Add(
                node.At, $"{GoText.Quote(text)} is not a translation strategy",
                "write UnderscoreEscapingWithSuffixes, UnderscoreEscapingWithoutSuffixes, "
                + "NoUTF8EscapingWithSuffixes or NoTranslation");
        }
        else if (areNamesLegacy && found >= OtlpTranslation.NoUTF8EscapingWithSuffixes)
        {
            node.Problems.Add(
                node.At, $"{text} does not go together with metric_name_validation_scheme: legacy",
                "write UnderscoreEscapingWithSuffixes");
        }

        return found ?? OtlpTranslation.UnderscoreEscapingWithSuffixes;
    }
}
