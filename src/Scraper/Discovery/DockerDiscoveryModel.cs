namespace Hotaru.Scraper;

/// <summary>docker_sd_configs.</summary>
public sealed record DockerDiscoveryModel(
    Uri Host, int Port, string HostNetworkingHost, bool MatchFirstNetwork,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Filters, TimeSpan RefreshInterval,
    HttpClientModel Http) : DiscoveryModel;
