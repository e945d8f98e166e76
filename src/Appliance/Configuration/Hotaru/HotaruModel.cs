namespace Hotaru.Appliance.Configuration;

/// <summary>hotaru.yml, validated.</summary>
/// <param name="PrometheusFile">Path of prometheus.yml; null where the built-in default serves.</param>
/// <param name="AlertmanagerFile">Path of alertmanager.yml; null where the built-in default serves.</param>
/// <param name="Listen">The listeners that are on.</param>
/// <param name="ExternalUrl">Where people reach the first listener; null where nothing was said.</param>
internal sealed record HotaruModel(
    string? PrometheusFile, string? AlertmanagerFile, ListenModel Listen, Uri? ExternalUrl);
