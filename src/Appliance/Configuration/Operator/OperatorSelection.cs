namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Which resources count: those that a Prometheus or Alertmanager resource of the files selects, and all
/// where there is none. As with the operator, a selector that is not there selects nothing and an empty
/// one everything; a namespace selector that is not there means the own namespace.
/// </summary>
internal sealed class OperatorSelection(OperatorResources resources)
{
    private static readonly Dictionary<string, (string Server, string Field)> Selectors =
        new(StringComparer.Ordinal)
        {
            ["ServiceMonitor"] = ("Prometheus", "serviceMonitor"),
            ["PodMonitor"] = ("Prometheus", "podMonitor"),
            ["Probe"] = ("Prometheus", "probe"),
            ["ScrapeConfig"] = ("Prometheus", "scrapeConfig"),
            ["PrometheusRule"] = ("Prometheus", "rule"),
            ["AlertmanagerConfig"] = ("Alertmanager", "alertmanagerConfig"),
        };

    public IEnumerable<OperatorResource> Of(string kind) => resources.Of(kind).Where(IsSelected)
        .OrderBy(r => r.Space, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal);

    public bool IsSelected(OperatorResource resource)
    {
        var (server, field) = Selectors[resource.Kind];
        var servers = resources.Of(server).ToList();
        return servers.Count == 0
            || servers.Exists(s => s.Spec is { } spec && Selects(s, spec, field, resource));
    }

    private bool Selects(OperatorResource server, ConfigMap spec, string field, OperatorResource resource)
    {
        if (spec[field + "Selector"] is not { IsMap: true } selector) return false;
        if (!LabelSelector.Matches(selector.Map(), resource.Labels)) return false;
        return spec[field + "NamespaceSelector"] is { IsMap: true } spaces
            ? LabelSelector.Matches(spaces.Map(), LabelsOf(resource.Space))
            : resource.Space == server.Space;
    }

    /// <summary>Every namespace carries its name as a label, also where its object is not in the files.
    /// </summary>
    private Dictionary<string, string> LabelsOf(string space)
    {
        var known = resources.Find("Namespace", "", space)?.Labels;
        var labels = known is null ? [] : new Dictionary<string, string>(known, StringComparer.Ordinal);
        labels["kubernetes.io/metadata.name"] = space;
        return labels;
    }
}
