using System.Security.Authentication;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration;

/// <summary>min_version and max_version of a tls_config.</summary>
internal static class TlsVersions
{
    public static SslProtocols Read(ConfigMap map)
    {
        var min = Version(map["min_version"], 12);
        var max = Version(map["max_version"], 13);
        if (map["min_version"] is null && map["max_version"] is null) return SslProtocols.None;
        if (map["max_version"] is { } highest && max < 12)
        {
            map.Problems.Add(highest.At, $"{highest.ScalarText} is older than what is spoken here",
                "write TLS12 or TLS13, or take the line out");
        }
        else if (max < min)
        {
            map.Problems.Add(map.KeyAt("max_version"), "max_version is below min_version",
                "make it at least the same");
        }

#pragma warning disable CA5397, CA5398 // The person who configures it names the versions.
        return (min <= 12 && max >= 12 ? SslProtocols.Tls12 : 0) | (max >= 13 ? SslProtocols.Tls13 : 0);
#pragma warning restore CA5397, CA5398
    }

    private static int Version(ConfigNode? node, int otherwise)
    {
        if (node is null) return otherwise;
        switch (node.Text())
        {
            case "TLS10":
                return 10;
            case "TLS11":
                return 11;
            case "TLS12":
                return 12;
            case "TLS13":
                return 13;
            default:
                node.Problems.Add(node.At, $"{GoText.Quote(node.ScalarText ?? "")} is not a TLS version",
                    "write TLS12 or TLS13");
                return otherwise;
        }
    }
}
