using System.Text;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// Reads the current context of a kubeconfig: its server, certificates and token. Source: Kubernetes'
/// documentation, "Organizing Cluster Access Using kubeconfig Files". Other fields are the business of other
/// programs.
/// </summary>
internal static class KubeconfigFile
{
    public static (Uri? Server, HttpClientModel Http) Read(
        string path, HttpClientModel http, ProblemList problems)
    {
        if (YamlFile.Read(path, problems) is not { } root) return (null, http);
        var map = root.Map();
        var context = Named(map, "contexts", map.Text("current-context"))?["context"]?.Map();
        var cluster = Named(map, "clusters", context?.Text("cluster") ?? "")?["cluster"]?.Map();
        var user = Named(map, "users", context?.Text("user") ?? "")?["user"]?.Map();
        if (cluster?["server"] is not { } server)
        {
            problems.Add(root.At, "the current context names no cluster with a server",
                "set current-context to one that does");
            return (null, http);
        }

        var directory = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        var tls = new TlsModel
        {
            Ca = Material(cluster, "certificate-authority", directory),
            Certificate = Material(user, "client-certificate", directory),
            Key = Material(user, "client-key", directory),
            InsecureSkipVerify = cluster.Flag("insecure-skip-tls-verify", false),
            ServerName = cluster.Text("tls-server-name"),
        };
        var proxy = cluster["proxy-url"] is { } url ? new ProxyModel(HttpSection.Url(url)) : http.Proxy;
        return (HttpSection.Url(server), WithUser(http with { Tls = tls, Proxy = proxy }, user, directory));
    }

    private static HttpClientModel WithUser(HttpClientModel http, ConfigMap? user, string directory)
    {
        if (user is null) return http;
        foreach (var plugin in (ReadOnlySpan<string>)["exec", "auth-provider"])
        {
            if (user[plugin] is not { } node) continue;
            node.Problems.Add(user.KeyAt(plugin),
                $"{plugin} runs a program to log in, which is not done here",
                "use a service account's token, or a client certificate");
        }

        if (user.Text("username") is { Length: > 0 } name)
        {
            return http with
            {
                BasicAuth = new BasicAuthModel(
                    new SecretModel(name, ""), new SecretModel(user.Text("password"), "")),
            };
        }

        // The file wins, since it may be replaced.
        var (token, file) = (user.Text("token"), user.Text("tokenFile"));
        if (file.Length > 0) (token, file) = ("", Path.Combine(directory, file));
        return token.Length + file.Length == 0
            ? http
            : http with { Authorization = new AuthorizationModel("Bearer", new SecretModel(token, file)) };
    }

    private static ConfigMap? Named(ConfigMap map, string list, string name) =>
        map.List(list).Select(node => node.Map()).FirstOrDefault(entry => entry.Text("name") == name);

    /// <summary>PEM within the file, in base64, or in a file of its own.</summary>
    private static SecretModel Material(ConfigMap? map, string name, string directory)
    {
        if (map?[name + "-data"] is { } data)
        {
            try
            {
                return new SecretModel(
                    Encoding.UTF8.GetString(Convert.FromBase64String(data.Text() ?? "")), "");
            }
            catch (FormatException)
            {
                data.Problems.Add(data.At, $"{name}-data is not base64");
            }
        }

        var file = map?.Text(name) ?? "";
        return file.Length == 0 ? SecretModel.None : new SecretModel("", Path.Combine(directory, file));
    }
}
