namespace Hotaru.Kubernetes;

/// <summary>
/// What Kubernetes gives to a process in a pod: the address of its API server, a token that is replaced
/// before it runs out, a CA, and the pod's own namespace. Source: Kubernetes' documentation, "Accessing
/// the Kubernetes API from a Pod".
/// </summary>
public static class ServiceAccount
{
    private const string Directory = "/var/run/secrets/kubernetes.io/serviceaccount/";

    public static string TokenFile => Directory + "token";

    public static string CaFile => Directory + "ca.crt";

    /// <summary>Whether this process runs in a pod that may speak to the API.</summary>
    public static bool IsThere =>
        File.Exists(TokenFile) && Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null;

    public static Uri Server
    {
        get
        {
            var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST")
                ?? "kubernetes.default.svc";
            var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT") ?? "443";
            if (host.Contains(':', StringComparison.Ordinal)) host = $"[{host}]";
            return new Uri($"https://{host}:{port}");
        }
    }

    /// <exception cref="IOException">This is no pod, or its account is not mounted.</exception>
    public static string OwnNamespace => File.ReadAllText(Directory + "namespace").Trim();
}
