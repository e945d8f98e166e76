using Hotaru.Kubernetes;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// What is watched: the operator's own kinds whole, Namespaces where a selector looks at them, and of Secrets
/// and ConfigMaps those alone that something refers to.
/// </summary>
internal static class ClusterQueries
{
    private const string Group = "monitoring.coreos.com";

    private static readonly (string Kind, string Version, string Plural)[] Kinds =
    [
        ("PrometheusRule", "v1", "prometheusrules"), ("ServiceMonitor", "v1", "servicemonitors"),
        ("PodMonitor", "v1", "podmonitors"), ("Probe", "v1", "probes"),
        ("ScrapeConfig", "v1alpha1", "scrapeconfigs"),
        ("AlertmanagerConfig", "v1alpha1", "alertmanagerconfigs"), ("Prometheus", "v1", "prometheuses"),
        ("Alertmanager", "v1", "alertmanagers"),
    ];

    public static IEnumerable<(string Kind, ResourceQuery Query)> Of(
        IReadOnlyList<string> spaces, IEnumerable<ClusterWant> wanted)
    {
        foreach (var (kind, version, plural) in Kinds)
        {
            foreach (var space in spaces.Count == 0 ? [""] : spaces)
                yield return (kind, new ResourceQuery(new ResourceKind(Group, version, plural), space));
        }

        foreach (var want in wanted.Select(Query).Distinct()) yield return want;
    }

    private static (string Kind, ResourceQuery Query) Query(ClusterWant want) => want.Kind switch
    {
        "Namespace" => (want.Kind, new ResourceQuery(ResourceKind.Namespaces)),
        "Secret" => (want.Kind, One(ResourceKind.Secrets, want)),
        _ => (want.Kind, One(ResourceKind.ConfigMaps, want)),
    };

    private static ResourceQuery One(ResourceKind kind, ClusterWant want) =>
        new(kind, want.Space, FieldSelector: $"metadata.name={want.Name}");
}
