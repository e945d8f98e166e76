namespace Hotaru.Kubernetes;

/// <summary>A kind of object of the API.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Plural">As in paths: <c>pods</c>.</param>
public sealed record ResourceKind(string Group, string Version, string Plural, bool IsNamespaced = true)
{
    public static readonly ResourceKind Pods = new("", "v1", "pods");
    public static readonly ResourceKind Services = new("", "v1", "services");
    public static readonly ResourceKind Endpoints = new("", "v1", "endpoints");
    public static readonly ResourceKind Secrets = new("", "v1", "secrets");
    public static readonly ResourceKind ConfigMaps = new("", "v1", "configmaps");
    public static readonly ResourceKind Nodes = new("", "v1", "nodes", IsNamespaced: false);
    public static readonly ResourceKind Namespaces = new("", "v1", "namespaces", IsNamespaced: false);
    public static readonly ResourceKind EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices");
    public static readonly ResourceKind Ingresses = new("networking.k8s.io", "v1", "ingresses");
    public static readonly ResourceKind ReplicaSets = new("apps", "v1", "replicasets");
    public static readonly ResourceKind Jobs = new("batch", "v1", "jobs");
    public static readonly ResourceKind CronJobs = new("batch", "v1", "cronjobs");

    /// <summary>The path of the list, of one namespace or of all.</summary>
    public string Path(string space)
    {
        var root = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        return space.Length == 0 || !IsNamespaced
            ? $"{root}/{Plural}"
            : $"{root}/namespaces/{Uri.EscapeDataString(space)}/{Plural}";
    }
}
