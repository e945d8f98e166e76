using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>The HTTP client fields, which stand inline wherever a request is configured.</summary>
internal static class HttpSection
{
    public static readonly HttpClientModel Defaults = new();

    /// <summary>Headers that belong to the connection or to the request. Source: Prometheus's list.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Host", "Content-Encoding", "Content-Length", "Content-Type", "User-Agent",
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "WWW-Authenticate",
        "Accept-Encoding", "X-Prometheus-Remote-Write-Version", "X-Prometheus-Remote-Read-Version",
        "X-Prometheus-Scrape-Timeout-Seconds", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256",
    };

    public static string Scheme(ConfigMap map)
    {
        if (map["scheme"] is not { } node) return "http";
        var scheme = node.Text();
        if (scheme is "http" or "https") return scheme;
        map.Problems.Add(node.At, $"{GoText.Quote(scheme ?? "")} is not a scheme", "write http or https");
        return "http";
    }

    public static HttpClientModel Read(ConfigMap map, string directory, HttpClientModel defaults)
    {
        var model = defaults with
        {
            BasicAuth = BasicAuth(map["basic_auth"]?.Map(), directory),
            Authorization = Authorization(map, directory),
            OAuth2 = OAuth2Section.Read(map["oauth2"], directory),
            Tls = Tls(map["tls_config"], directory),
            Proxy = ProxySection.Read(map),
            FollowRedirects = map.Flag("follow_redirects", defaults.FollowRedirects),
            EnableHttp2 = map.Flag("enable_http2", defaults.EnableHttp2),
            Headers = Headers(map, directory),
        };
        string[] ways = ["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"];
        var used = ways.Where(way => map[way] is not null).ToList();
        if (used.Count > 1)
            map.Problems.Add(
                map.KeyAt(used[1]), $"{string.Join(" and ", used)} stand together", "keep one of them");
        return model;
    }

    public static SecretModel Secret(ConfigMap map, string name, string directory)
    {
        if (map[name + "_ref"] is not null)
        {
            map.Problems.Add(
                map.KeyAt(name + "_ref"), $"{name}_ref names a secret of a store that is not here",
                $"write {name} or {name}_file");
        }

        string value = map.Text(name), file = map.Text(name + "_file");
        if (value.Length > 0 && file.Length > 0)
            map.Problems.Add(map.KeyAt(name), $"{name} and {name}_file stand together", "keep one of them");
        return new SecretModel(value, file.Length == 0 ? "" : Path.Combine(directory, file));
    }

    public static TlsModel Tls(ConfigNode? node, string directory)
    {
        if (node is null) return new TlsModel();
        var map = node.Map();
        var model = new TlsModel
        {
            Ca = Secret(map, "ca", directory),
            Certificate = Secret(map, "cert", directory),
            Key = Secret(map, "key", directory),
            ServerName = map.Text("server_name"),
            InsecureSkipVerify = map.Flag("insecure_skip_verify", false),
            Protocols = TlsVersions.Read(map),
        };
        if (model.Certificate.IsEmpty != model.Key.IsEmpty)
            map.Problems.Add(node.At, "a client certificate needs both cert and key", "add the other one");
        map.End();
        return model;
    }

    public static Uri? Url(ConfigNode node)
    {
        var text = node.Text();
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        node.Problems.Add(
            node.At, $"{GoText.Quote(text ?? "")} is not a URL", "begin it with http:// or https://");
        return null;
    }

    private static BasicAuthModel? BasicAuth(ConfigMap? map, string directory)
    {
        if (map is null) return null;
        var model =
            new BasicAuthModel(Secret(map, "username", directory), Secret(map, "password", directory));
        map.End();
        return model;
    }

    private static AuthorizationModel? Authorization(ConfigMap map, string directory)
    {
        if (map["authorization"]?.Map() is { } section)
        {
            var scheme = section.Text("type") is { Length: > 0 } type ? type : "Bearer";
            if (scheme.Equals("basic", StringComparison.OrdinalIgnoreCase))
                section.Problems.Add(
                    section.KeyAt("type"), "authorization cannot be of type basic", "use basic_auth");
            var model = new AuthorizationModel(scheme, Secret(section, "credentials", directory));
            section.End();
            return model;
        }

        var token = Secret(map, "bearer_token", directory);
        return token.IsEmpty ? null : new AuthorizationModel("Bearer", token);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Headers(ConfigMap map, string directory)
    {
        if (map["http_headers"] is not { } node) return [];
        var headers = new List<KeyValuePair<string, string>>();
        var fields = node.Map();
        foreach (var name in fields.Names.ToList())
        {
            if (Reserved.Contains(name))
                map.Problems.Add(
                    fields.KeyAt(name), $"{name} is set by the server itself", "take it out of http_headers");
            var header = fields[name]!.Map();
            foreach (var value in header.Texts("values").Concat(header.Texts("secrets")))
                headers.Add(KeyValuePair.Create(name, value));
            foreach (var file in header.List("files"))
            {
                var path = Path.Combine(directory, file.Text() ?? "");
                if (File.Exists(path)) headers.Add(KeyValuePair.Create(name, File.ReadAllText(path).Trim()));
                else file.Problems.Add(file.At, $"{path} is not there", "create it, or take the line out");
            }

            header.End();
        }

        return headers;
    }
}
