namespace Hotaru.Templating;

/// <param name="items">In their order.</param>
/// <param name="typeName">The Go type for messages.</param>
/// <param name="methods">What can be called on the list by name, such as <c>.Alerts.Firing</c>.</param>
/// <param name="display">What Go's String method of the type gives; null: Go's list form.</param>
public sealed class ListValue(
    IReadOnlyList<TemplateValue> items, string typeName = "[]interface {}",
    IReadOnlyDictionary<string, TemplateFunction>? methods = null, string? display = null) : TemplateValue
{
    public IReadOnlyList<TemplateValue> Items => items;

    public override TemplateKind Kind => TemplateKind.List;

    public override string TypeName => typeName;

    public override bool IsTrue => items.Count > 0;

    public override string? Display => display;

    public override TemplateFunction? Method(string name) => methods?.GetValueOrDefault(name);
}
