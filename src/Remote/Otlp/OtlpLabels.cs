using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Makes labels of attributes: those of the point, then what the resource and the scope add to them.
/// Attributes whose names become the same are joined by a semicolon in the order of their names.
/// </summary>
internal sealed class OtlpLabels(OtlpModel model)
{
    private const string ServiceName = "service.name";
    private const string ServiceNamespace = "service.namespace";
    private const string ServiceInstance = "service.instance.id";
    private readonly AttributeNamer _namer = new(model);
    private readonly LabelsBuilder _builder = new();
    private readonly List<Label> _promoted = [];
    private readonly List<Label> _scope = [];
    private readonly List<KeyValuePair<string, string>> _sorted = [];
    private string _job = "";
    private string _instance = "";

    public void Resource(List<KeyValuePair<string, string>> attributes)
    {
        _promoted.Clear();
        _scope.Clear();
        var service = Find(attributes, ServiceName);
        var place = Find(attributes, ServiceNamespace);
        _job = service is null ? "" : place is null ? service : $"{place}/{service}";
        _instance = Find(attributes, ServiceInstance) ?? "";
        foreach (var (name, value) in attributes)
        {
            var isPromoted = model.PromoteAllResourceAttributes
                ? !model.IgnoreResourceAttributes.Contains(name)
                : model.PromoteResourceAttributes.Contains(name);
            if (isPromoted) _promoted.Add(new Label(_namer.Build(name), value));
        }
    }

    public void Scope(OtlpScope scope)
    {
        _scope.Clear();
        if (!model.PromoteScopeMetadata || scope.Name.Length == 0) return;
        foreach (var (name, value) in scope.Attributes)
            _scope.Add(new Label(_namer.Build("otel_scope_" + name), value));
        _scope.Add(new Label("otel_scope_name", scope.Name));
        _scope.Add(new Label("otel_scope_version", scope.Version));
        _scope.Add(new Label("otel_scope_schema_url", scope.SchemaUrl));
    }

    /// <summary>A point's labels without a metric name.</summary>
    public Labels Of(List<KeyValuePair<string, string>> attributes)
    {
        Own(attributes, static _ => true);
        foreach (var label in _promoted)
        {
            if (_builder[label.Name].Length == 0) _builder.Set(label.Name, label.Value);
        }

        Identity();
        foreach (var label in _scope) _builder.Set(label.Name, label.Value);
        return _builder.Build();
    }

    /// <summary>
    /// The labels of target_info, or null where there is nothing to tell or nobody to tell it of.
    /// </summary>
    public Labels? OfTarget(List<KeyValuePair<string, string>> attributes)
    {
        if (attributes.TrueForAll(a => IsIdentity(a.Key))) return null;
        if (_job.Length == 0 && _instance.Length == 0
            && !attributes.Exists(a => a.Key is LabelNames.Job or LabelNames.Instance)) return null;
        Own(attributes, name => model.KeepIdentifyingResourceAttributes || !IsIdentity(name));
        Identity();
        return _builder.Set(LabelNames.MetricName, "target_info").Build();
    }

    private void Own(List<KeyValuePair<string, string>> attributes, Func<string, bool> isTaken)
    {
        _builder.Reset();
        _sorted.Clear();
        _sorted.AddRange(attributes);
        _sorted.Sort(static (a, b) => Labels.CompareText(a.Key, b.Key));
        foreach (var (attribute, value) in _sorted)
        {
            if (attribute == LabelNames.MetricName || !isTaken(attribute)) continue;
            var name = _namer.Build(attribute);
            var former = model.Escapes ? _builder[name] : "";
            _builder.Set(name, former.Length > 0 ? $"{former};{value}" : value);
        }
    }

    private void Identity()
    {
        if (_job.Length > 0) _builder.Set(LabelNames.Job, _job);
        if (_instance.Length > 0) _builder.Set(LabelNames.Instance, _instance);
    }

    private static bool IsIdentity(string name) => name is ServiceName or ServiceNamespace or ServiceInstance;

    private static string? Find(List<KeyValuePair<string, string>> attributes, string name)
    {
        foreach (var (key, value) in attributes)
        {
            if (key == name) return value;
        }

        return null;
    }
}
