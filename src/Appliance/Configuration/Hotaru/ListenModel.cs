using System.Net;
using Hotaru.Web;

namespace Hotaru.Appliance.Configuration;

/// <summary>The address of each listener that is on.</summary>
internal sealed record ListenModel(IReadOnlyDictionary<Surface, IPEndPoint> Addresses)
{
    public static readonly IReadOnlyDictionary<Surface, string> Defaults = new Dictionary<Surface, string>
    {
        [Surface.Prometheus] = "127.0.0.1:9090",
        [Surface.Pushgateway] = "127.0.0.1:9091",
        [Surface.Alertmanager] = "127.0.0.1:9093",
        [Surface.Node] = "127.0.0.1:9100",
    };

    public static string NameOf(Surface surface) => surface switch
    {
        Surface.Prometheus => "prometheus",
        Surface.Pushgateway => "pushgateway",
        Surface.Alertmanager => "alertmanager",
        _ => "node",
    };

    /// <summary>
    /// Reads <c>127.0.0.1:9090</c>, <c>[::1]:9090</c>, <c>:9090</c> (every address) or
    /// <c>localhost:9090</c>.
    /// </summary>
    public static IPEndPoint? Parse(string text)
    {
        if (text.StartsWith(':')) text = "[::]" + text;
        if (text.StartsWith("localhost:", StringComparison.Ordinal))
            text = "127.0.0.1" + text["localhost".Length..];
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text[(colon + 1)..], out var port)) return null;
        if (port is < 0 or > 65535) return null;
        return IPAddress.TryParse(text[..colon].Trim('[', ']'), out var address)
            ? new IPEndPoint(address, port)
            : null;
    }
}
