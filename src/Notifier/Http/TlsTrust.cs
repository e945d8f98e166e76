using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hotaru.Notifier;

/// <summary>Puts a TLS configuration into the options of a connection.</summary>
internal static class TlsTrust
{
    public static void Apply(TlsConfig config, SslClientAuthenticationOptions options)
    {
        if (config.ServerName.Length > 0) options.TargetHost = config.ServerName;
        options.EnabledSslProtocols = Versions(config);
        if (!config.Certificate.IsEmpty)
        {
            var certificate = X509Certificate2.CreateFromPem(config.Certificate.Read(), config.Key.Read());
            options.ClientCertificates = [certificate];
        }

        if (config.IsInsecure)
        {
            // The configuration says insecure_skip_verify.
#pragma warning disable CA5359
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (!config.Ca.IsEmpty)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(config.Ca.Read());
            options.CertificateChainPolicy = policy;
        }
    }

    private static SslProtocols Versions(TlsConfig config)
    {
        if (config.MinVersion.Length == 0 && config.MaxVersion.Length == 0) return SslProtocols.None;
#pragma warning disable CA5397, SYSLIB0039, CA5398 // The versions are what a person asked for.
        (string Name, SslProtocols Version)[] all =
        [
            ("TLS10", SslProtocols.Tls), ("TLS11", SslProtocols.Tls11), ("TLS12", SslProtocols.Tls12),
            ("TLS13", SslProtocols.Tls13),
        ];
#pragma warning restore CA5397, SYSLIB0039, CA5398
        var versions = SslProtocols.None;
        foreach (var (name, version) in all)
        {
            var isLowEnough = config.MaxVersion.Length == 0
                || string.CompareOrdinal(name, config.MaxVersion) <= 0;
            if (isLowEnough && string.CompareOrdinal(name, config.MinVersion) >= 0) versions |= version;
        }

        return versions;
    }
}
