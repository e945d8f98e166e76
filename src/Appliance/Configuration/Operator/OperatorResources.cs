namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>All resources of the files, as <c>kubectl get -o yaml</c> and manifests have them.</summary>
internal sealed class OperatorResources
{
    private readonly List<OperatorResource> _all = [];

    private readonly List<(string File, string Text)> _texts = [];
    private readonly HashSet<ClusterWant> _wanted = [];

    /// <summary>What was read, for the rules in it.</summary>
    public IReadOnlyList<(string File, string Text)> Texts => _texts;

    /// <summary>What was looked for beside the resources, be it there or not.</summary>
    public IReadOnlySet<ClusterWant> Wanted => _wanted;

    public IEnumerable<OperatorResource> Of(string kind) => _all.Where(resource => resource.Kind == kind);

    /// <summary>One that others refer to; null where it is not there.</summary>
    public OperatorResource? Find(string kind, string space, string name)
    {
        _wanted.Add(new ClusterWant(kind, space, name));
        return _all.Find(resource =>
            resource.Kind == kind && resource.Space == space && resource.Name == name);
    }

    public bool Has(string kind, string space, string name) => _all.Exists(resource =>
        resource.Kind == kind && resource.Space == space && resource.Name == name);

    public void Add(string text, string path, ProblemList problems)
    {
        _texts.Add((path, text));
        foreach (var document in YamlFile.ParseAll(text, path, problems) ?? []) Add(document);
    }

    private void Add(ConfigNode node)
    {
        if (OperatorResource.Of(node) is not { } resource) return;
        if (!resource.Kind.EndsWith("List", StringComparison.Ordinal)) _all.Add(resource);
        else foreach (var item in resource.Object.List("items")) Add(item);
    }
}
