namespace Hotaru.Scraper;

/// <summary>static_configs: the groups stand in the configuration.</summary>
public sealed record StaticDiscoveryModel(IReadOnlyList<TargetGroup> Groups) : DiscoveryModel;
