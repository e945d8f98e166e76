namespace Hotaru.Scraper;

/// <summary>http_sd_configs: an address that answers with target groups in JSON.</summary>
public sealed record HttpDiscoveryModel(Uri Url, TimeSpan RefreshInterval, HttpClientModel Http)
    : DiscoveryModel;
