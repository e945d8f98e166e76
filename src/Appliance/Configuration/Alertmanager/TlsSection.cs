using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads a tls_config.</summary>
internal static class TlsSection
{
    private static readonly string[] Versions = ["", "TLS10", "TLS11", "TLS12", "TLS13"];

    public static TlsConfig Read(ConfigNode? node, string directory, TlsConfig otherwise)
    {
        if (node is null || node.IsNull) return otherwise;
        var map = node.Map();
        var config = new TlsConfig
        {
            Ca = map.Secret("ca", directory),
            Certificate = map.Secret("cert", directory),
            Key = map.Secret("key", directory),
            ServerName = map.Text("server_name"),
            IsInsecure = map.Flag("insecure_skip_verify", false),
            MinVersion = map.OneOf("min_version", "", Versions),
            MaxVersion = map.OneOf("max_version", "", Versions),
        };
        if (config.Certificate.IsEmpty != config.Key.IsEmpty)
            map.Problems.Add(
                map.At, "a client certificate needs both cert and key", "give both, or none of them");
        map.End();
        return config;
    }
}
