using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>A map from texts; ranges go over it in the order of its keys.</summary>
public sealed class MapValue : TemplateValue
{
    private readonly IReadOnlyDictionary<string, TemplateValue> _entries;
    private readonly IReadOnlyDictionary<string, TemplateFunction>? _methods;
    private string[]? _keys;

    /// <param name="entries">Not changed afterwards.</param>
    /// <param name="missing">The zero value of the elements: what an absent key gives.</param>
    /// <param name="typeName">The Go type for messages.</param>
    /// <param name="methods">What can be called on the map by name, such as
    /// <c>.Labels.SortedPairs</c>.</param>
    /// <param name="display">What Go's String method of the type gives; null: Go's map form.</param>
    public MapValue(
        IReadOnlyDictionary<string, TemplateValue> entries, TemplateValue? missing = null,
        string typeName = "map[string]interface {}", IReadOnlyDictionary<string,
        TemplateFunction>? methods = null, string? display = null)
    {
        (_entries, Missing, TypeName, _methods) = (entries, missing ?? Nil, typeName, methods);
        Display = display;
    }

    public TemplateValue Missing { get; }

    public int Count => _entries.Count;

    public IReadOnlyList<string> Keys => _keys ??= Sorted();

    public override TemplateKind Kind => TemplateKind.Map;

    public override string TypeName { get; }

    public override bool IsTrue => _entries.Count > 0;

    public override string? Display { get; }

    public bool TryGet(string key, out TemplateValue value)
    {
        var found = _entries.TryGetValue(key, out var entry);
        value = entry ?? Missing;
        return found;
    }

    public override TemplateFunction? Method(string name) => _methods?.GetValueOrDefault(name);

    private string[] Sorted()
    {
        string[] keys = [.. _entries.Keys];
        Array.Sort(keys, Model.Labels.CompareText);
        return keys;
    }
}
