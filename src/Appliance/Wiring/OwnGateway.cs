using System.Net;
using Hotaru.Appliance.Configuration;
using Hotaru.Web;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Tells the own gateway's page by its address. What was pushed is stored when it comes, so a scrape of that
/// page brings samples that are stored already, or older than what was pushed meanwhile.
/// </summary>
internal static class OwnGateway
{
    public static bool Is(Uri url, ListenModel listen)
    {
        if (!IsHere(url.Host)) return false;
        if (listen.Addresses.TryGetValue(Surface.Pushgateway, out var own) && url.Port == own.Port)
            return true;
        return listen.Addresses.TryGetValue(Surface.Prometheus, out var first) && url.Port == first.Port
            && url.AbsolutePath.StartsWith("/pushgateway/", StringComparison.Ordinal);
    }

    private static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
