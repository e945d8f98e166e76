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
        var token = user?.Text("token") ?? "";
        var file = user?.Text("tokenFile") ?? "";
        var authorization = token.Length == 0 && file.Length == 0
            ? http.Authorization
            : new AuthorizationModel("Bearer", new SecretModel(token, file));
        return (HttpSection.Url(server), http with { Tls = tls, Authorization = authorization });
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
