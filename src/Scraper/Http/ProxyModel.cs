namespace Hotaru.Scraper;

/// <summary>proxy_url, no_proxy, proxy_from_environment and proxy_connect_header.</summary>
public sealed record ProxyModel(
    Uri? Url = null, string NoProxy = "", bool FromEnvironment = false,
    IReadOnlyList<KeyValuePair<string, string>>? ConnectHeaders = null);
