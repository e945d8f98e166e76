namespace Hotaru.Scraper;

/// <summary>One entry of an *_sd_configs or static_configs list.</summary>
public abstract record DiscoveryModel;
