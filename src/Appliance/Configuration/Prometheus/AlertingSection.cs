using Hotaru.Model;

namespace Hotaru.Appliance.Configuration;

/// <summary>alerting.alertmanagers.</summary>
internal static class AlertingSection
{
    public static IReadOnlyList<AlertmanagerTargetModel> Read(
        ConfigMap? alerting, GlobalModel global, string directory) =>
        alerting is null
            ? []
            : [.. alerting.List("alertmanagers").Select(node => One(node.Map(), global, directory))];

    private static AlertmanagerTargetModel One(ConfigMap map, GlobalModel global, string directory)
    {
        if (map["api_version"] is { } version && version.Text() != "v2")
        {
            map.Problems.Add(
                version.At, $"{GoText.Quote(version.ScalarText ?? "")} is not a version of the API",
                "write v2, the only one there is");
        }

        var model = new AlertmanagerTargetModel(
            HttpSection.Scheme(map), map.Text("path_prefix"),
            map.Duration("timeout", TimeSpan.FromSeconds(10)),
            HttpSection.Read(map, directory, HttpSection.Defaults), DiscoverySection.Read(map, directory),
            RelabelSection.Read(map, "relabel_configs", global.LegacyNames),
            RelabelSection.Read(map, "alert_relabel_configs", global.LegacyNames));
        map.End();
        return model;
    }
}
