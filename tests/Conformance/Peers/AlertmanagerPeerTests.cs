using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hotaru.Testing;

namespace Hotaru.Conformance.Peers;

/// <summary>Hotaru forwards its alerts to Debian's Alertmanager.</summary>
public sealed class AlertmanagerPeerTests
{
    /// <summary>The password "fireflies" of the user "hotaru", as the peer has it in its file.</summary>
    private const string Web = """
        tls_server_config: { cert_file: cert.pem, key_file: key.pem }
        basic_auth_users: { hotaru: "$2b$04$8hBVmLOgeDYnv4f5h.O2VO2sRF80F2vlOh/RD5TqEQiD5OD1eSzqS" }
        """;

    [FactWith("/usr/bin/prometheus-alertmanager")]
    public async Task Alerts_reach_it_over_TLS_with_a_password_also_when_it_was_away()
    {
        await using var hotaru = ApplianceProcess.Prepare();
        WriteCertificate(hotaru.WorkDirectory);
        await using var peer = PeerProcess.SecureAlertmanager(hotaru.WorkDirectory, Web, Client);
        File.WriteAllText(Path.Combine(hotaru.WorkDirectory, "rules.yml"),
            "groups: [{ name: g, interval: 1s, rules: [{ alert: Forwarded, expr: vector(1) }] }]\n");
        File.WriteAllText(Path.Combine(hotaru.WorkDirectory, "prometheus.yml"), $$"""
            rule_files: [rules.yml]
            alerting:
              alertmanagers:
                - scheme: https
                  basic_auth: { username: hotaru, password: fireflies }
                  tls_config: { ca_file: cert.pem }
                  static_configs: [{ targets: ["127.0.0.1:{{peer.Address.Port}}"] }]
            """);
        await hotaru.StartAsync();
        using var own = new Api(hotaru.Prometheus);
        const string Waiting = "} 1";
        await Api.UntilAsync("it waits", async () => Line(
            await own.TextAsync("metrics"), "prometheus_notifications_queue_length").EndsWith(Waiting));

        await peer.StartAsync();
        using var client = Client();
        await Api.UntilAsync("it is there", async () => (await client.GetStringAsync(
            new Uri(peer.Address, "api/v2/alerts"))).Contains("Forwarded", StringComparison.Ordinal));
        var metrics = await own.TextAsync("metrics");
        Assert.EndsWith("} 0", Line(metrics, "prometheus_notifications_queue_length"));
        Assert.DoesNotContain("} 0", Line(metrics, "prometheus_notifications_sent_total"));
    }

    private static string Line(string metrics, string name) => metrics.Split('\n')
        .FirstOrDefault(line => line.StartsWith(name + "{", StringComparison.Ordinal)) ?? "";

    private static void WriteCertificate(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(directory, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static HttpClient Client()
    {
        // The test's own look at the peer; that Hotaru checks the certificate is what is tested.
#pragma warning disable CA5399, CA5400
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback =
                HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
#pragma warning restore CA5399, CA5400
        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("hotaru:fireflies")));
        return client;
    }
}
