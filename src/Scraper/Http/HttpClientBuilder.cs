using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Hotaru.Scraper;

/// <summary>Makes HTTP clients of their configuration, with few and small buffers.</summary>
public static class HttpClientBuilder
{
    private static readonly TimeSpan IdleConnection = TimeSpan.FromMinutes(6);

    /// <summary>A client without a timeout of its own; the caller cancels.</summary>
    /// <param name="unixSocket">Path of a socket that stands for every host; empty: none.</param>
    /// <exception cref="IOException">A certificate file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate is not
    /// valid.</exception>
    public static HttpClient Build(
        HttpClientModel model, TimeProvider time, bool compression = true, string unixSocket = "")
    {
        var handler = Handler(model.Tls, unixSocket.Length == 0 ? model.Proxy : new ProxyModel());
        if (unixSocket.Length > 0)
            handler.ConnectCallback = (_, cancellation) => ConnectAsync(unixSocket, cancellation);
        handler.AllowAutoRedirect = model.FollowRedirects;
        handler.AutomaticDecompression = compression ? DecompressionMethods.GZip : DecompressionMethods.None;
        HttpMessageHandler outer = new CredentialsHandler(model, time) { InnerHandler = handler };
        return new HttpClient(outer, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = model.EnableHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            // HTTP/2 is agreed on in the TLS handshake only; plain text stays HTTP/1.1.
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>A connection to a socket of this machine.</summary>
    internal static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static SocketsHttpHandler Handler(TlsModel tls, ProxyModel proxy)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionIdleTimeout = IdleConnection,
            UseCookies = false,
            UseProxy = proxy.Url is not null || proxy.FromEnvironment,
            SslOptions = SslOptions(tls),
            ActivityHeadersPropagator = null,
        };
        if (proxy.Url is not null) handler.Proxy = new NoProxyList(proxy.Url, proxy.NoProxy);
        return handler;
    }

    private static SslClientAuthenticationOptions SslOptions(TlsModel tls)
    {
        var options = new SslClientAuthenticationOptions { EnabledSslProtocols = tls.Protocols };
        if (tls.ServerName.Length > 0) options.TargetHost = tls.ServerName;
        if (tls.InsecureSkipVerify)
        {
#pragma warning disable CA5359 // The person who configures it asks for exactly this.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (!tls.Ca.IsEmpty)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPem(Text(tls.Ca));
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        if (!tls.Certificate.IsEmpty)
            options.ClientCertificates =
                [X509Certificate2.CreateFromPem(Text(tls.Certificate), Text(tls.Key))];
        return options;
    }

    private static string Text(SecretModel pem) =>
        pem.Value.Length > 0 ? pem.Value : File.ReadAllText(pem.File);
}
