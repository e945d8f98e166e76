using System.Net;

namespace Hotaru.Scraper;

/// <summary>
/// A proxy for all but the hosts of no_proxy: names, .suffixes, addresses, networks, each maybe with a port.
/// </summary>
internal sealed class NoProxyList(Uri proxy, string noProxy) : IWebProxy
{
    private readonly string[] _entries =
        noProxy.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public ICredentials? Credentials { get; set; } = CredentialsOf(proxy);

    public Uri GetProxy(Uri destination) => proxy;

    public bool IsBypassed(Uri host) => Array.Exists(_entries, entry => Matches(entry, host));

    private static bool Matches(string entry, Uri uri)
    {
        if (entry == "*") return true;
        if (IPNetwork.TryParse(entry, out var network))
            return IPAddress.TryParse(uri.Host, out var address) && network.Contains(address);
        var colon = entry.LastIndexOf(':');
        if (colon > 0 && int.TryParse(entry[(colon + 1)..], out var port))
        {
            if (port != uri.Port) return false;
            entry = entry[..colon];
        }

        var name = entry.TrimStart('.');
        return uri.Host.EndsWith('.' + name, StringComparison.OrdinalIgnoreCase)
            || (!entry.StartsWith('.') && uri.Host.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static NetworkCredential? CredentialsOf(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0) return null;
        var parts = proxy.UserInfo.Split(':', 2);
        return new NetworkCredential(
            Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
