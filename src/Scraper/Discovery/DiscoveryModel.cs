namespace Hotaru.Scraper;

/// <summary>One entry of an *_sd_configs or static_configs list.</summary>
public abstract record DiscoveryModel;

/// <summary>static_configs: the groups stand in the configuration.</summary>
public sealed record StaticDiscoveryModel(IReadOnlyList<TargetGroup> Groups) : DiscoveryModel;

/// <summary>file_sd_configs: patterns of JSON and YAML files, read anew when they change.</summary>
public sealed record FileDiscoveryModel(IReadOnlyList<string> Files, TimeSpan RefreshInterval)
    : DiscoveryModel;

/// <summary>http_sd_configs: an address that answers with target groups in JSON.</summary>
public sealed record HttpDiscoveryModel(Uri Url, TimeSpan RefreshInterval, HttpClientModel Http)
    : DiscoveryModel;

/// <summary>dns_sd_configs.</summary>
public sealed record DnsDiscoveryModel(
    IReadOnlyList<string> Names, string Type, int Port, TimeSpan RefreshInterval) : DiscoveryModel;

/// <summary>docker_sd_configs.</summary>
public sealed record DockerDiscoveryModel(
    Uri Host, int Port, string HostNetworkingHost, bool MatchFirstNetwork,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Filters, TimeSpan RefreshInterval,
    HttpClientModel Http) : DiscoveryModel;

/// <summary>kubernetes_sd_configs. Without an API server: the one of the cluster this runs in.</summary>
public sealed record KubernetesDiscoveryModel(
    string Role, Uri? ApiServer, IReadOnlyList<string> Namespaces, bool OwnNamespace,
    IReadOnlyList<KubernetesSelector> Selectors, bool AttachNodeMetadata, bool AttachNamespaceMetadata,
    HttpClientModel Http) : DiscoveryModel;

/// <summary>A label and a field selector for one role.</summary>
public sealed record KubernetesSelector(string Role, string Label, string Field);
