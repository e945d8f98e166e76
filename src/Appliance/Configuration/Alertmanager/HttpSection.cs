using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads an http_config.</summary>
internal static class HttpSection
{
    public static HttpConfig Read(ConfigNode? node, string directory, HttpConfig otherwise)
    {
        if (node is null || node.IsNull) return otherwise;
        var map = node.Map();
        var config = Authorization(map, directory, BasicAuth(map, directory, new HttpConfig())) with
        {
            OAuth2 = OAuth2(map["oauth2"], directory),
            Tls = TlsSection.Read(map["tls_config"], directory, TlsConfig.Default),
            Proxy = Uri.TryCreate(map.Url("proxy_url", ""), UriKind.Absolute, out var proxy) ? proxy : null,
            NoProxy = map.Text("no_proxy").Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            UsesEnvironmentProxy = map.Flag("proxy_from_environment", false),
            FollowsRedirects = map.Flag("follow_redirects", true),
            AllowsHttp2 = map.Flag("enable_http2", true),
            Headers = Headers(map["http_headers"], directory),
        };
        _ = map["proxy_connect_header"];
        var ways = (config.HasBasicAuth ? 1 : 0) + (config.Credentials.IsEmpty ? 0 : 1) + (
            config.OAuth2 is null ? 0 : 1);
        if (ways > 1)
            map.Problems.Add(map.At, "more than one way to log in is given",
                "keep one of basic_auth, authorization, oauth2 and bearer_token");
        map.End();
        return config;
    }

    private static HttpConfig BasicAuth(ConfigMap map, string directory, HttpConfig config)
    {
        if (map["basic_auth"] is not { IsNull: false } node) return config;
        var auth = node.Map();
        var user = auth.Secret("username", directory);
        var password = auth.Secret("password", directory);
        auth.End();
        return config with
        {
            HasBasicAuth = true,
            User = user.File.Length > 0 && File.Exists(user.File) ? user.Read()
                : user.Value,
            Password = password,
        };
    }

    private static HttpConfig Authorization(ConfigMap map, string directory, HttpConfig config)
    {
        var bearer = map.Secret("bearer_token", directory);
        if (!bearer.IsEmpty) config = config with { Credentials = bearer };
        if (map["authorization"] is not { IsNull: false } node) return config;
        var auth = node.Map();
        var type = auth.Text("type", "Bearer");
        var credentials = auth.Secret("credentials", directory);
        if (type.Equals("basic", StringComparison.OrdinalIgnoreCase))
            auth.Problems.Add(auth.At, "the type of authorization is Basic", "use basic_auth for that");
        auth.End();
        return config with
        {
            AuthorizationType = type.Length == 0 ? "Bearer" : type,
            Credentials = credentials
        };
    }

    private static OAuth2Config? OAuth2(ConfigNode? node, string directory)
    {
        if (node is null || node.IsNull) return null;
        var map = node.Map();
        var config = new OAuth2Config(
            map.Required("client_id", "oauth2"), map.Secret("client_secret", directory), map.Texts("scopes"),
            map.Required("token_url", "oauth2"), map.TextMap("endpoint_params"));
        foreach (var name in new[] { "tls_config", "proxy_url", "no_proxy", "proxy_from_environment" }) _ =
            map[name];
        map.End();
        return config;
    }

    private static List<KeyValuePair<string, Secret>> Headers(ConfigNode? node, string directory)
    {
        List<KeyValuePair<string, Secret>> headers = [];
        if (node is null || node.IsNull) return headers;
        var map = node.Map();
        foreach (var name in map.Names.ToList())
        {
            var entry = map[name]!.Map();
            foreach (var value in entry.Texts("values").Concat(entry.Texts("secrets")))
                headers.Add(new(name, new Secret(value)));
            foreach (var file in entry.Texts("files"))
                headers.Add(new(name, new Secret("", Path.Combine(directory, file))));
            entry.End();
        }

        return headers;
    }
}
