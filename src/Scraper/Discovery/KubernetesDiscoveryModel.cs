namespace Hotaru.Scraper;

/// <summary>kubernetes_sd_configs. Without an API server: the one of the cluster this runs in.</summary>
public sealed record KubernetesDiscoveryModel(
    string Role, Uri? ApiServer, IReadOnlyList<string> Namespaces, bool OwnNamespace,
    IReadOnlyList<KubernetesSelector> Selectors, KubernetesMetadata Attached, HttpClientModel Http)
    : DiscoveryModel;
