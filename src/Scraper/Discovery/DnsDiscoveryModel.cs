namespace Hotaru.Scraper;

/// <summary>dns_sd_configs.</summary>
public sealed record DnsDiscoveryModel(
    IReadOnlyList<string> Names, string Type, int Port, TimeSpan RefreshInterval) : DiscoveryModel;
