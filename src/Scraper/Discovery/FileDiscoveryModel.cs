namespace Hotaru.Scraper;

/// <summary>file_sd_configs: patterns of JSON and YAML files, read anew when they change.</summary>
public sealed record FileDiscoveryModel(IReadOnlyList<string> Files, TimeSpan RefreshInterval)
    : DiscoveryModel;
