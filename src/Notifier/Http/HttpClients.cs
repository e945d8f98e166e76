using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>Makes the HTTP client that a configuration asks for.</summary>
internal static class HttpClients
{
    public static HttpClient Create(HttpConfig config)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = config.FollowsRedirects,
            UseProxy = config.Proxy is not null || config.UsesEnvironmentProxy,
            UseCookies = false,
            // Addresses of services change; a connection is not kept for ever.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            SslOptions = TlsOptions(config.Tls),
        };
        if (config.Proxy is not null)
            sockets.Proxy = new WebProxy(
                config.Proxy, BypassOnLocal: false, [.. config.NoProxy.Select(BypassPattern)]);
        HttpMessageHandler handler = new HttpAuthorizer(config, sockets);
        var client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Hotaru", "1"));
        if (!config.AllowsHttp2) client.DefaultRequestVersion = HttpVersion.Version11;
        return client;
    }

    private static SslClientAuthenticationOptions TlsOptions(TlsConfig config)
    {
        var options = new SslClientAuthenticationOptions();
        TlsTrust.Apply(config, options);
        return options;
    }

    private static string BypassPattern(string host) =>
        "://" + System.Text.RegularExpressions.Regex.Escape(host.TrimStart('*', '.')) + "(:|/|$)";
}
