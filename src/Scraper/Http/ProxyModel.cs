namespace Hotaru.Scraper;

/// <summary>proxy_url, no_proxy and proxy_from_environment.</summary>
public sealed record ProxyModel(Uri? Url = null, string NoProxy = "", bool FromEnvironment = false);
