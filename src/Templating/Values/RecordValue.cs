namespace Hotaru.Templating;

/// <summary>Named members in a fixed order: Go's struct.</summary>
/// <param name="members">In the order they print.</param>
/// <param name="typeName">The Go type for messages.</param>
/// <param name="methods">What can be called on the record by name.</param>
/// <param name="display">The own text form, where it has one.</param>
public sealed class RecordValue(
    IReadOnlyList<KeyValuePair<string, TemplateValue>> members, string typeName = "struct",
    IReadOnlyDictionary<string, TemplateFunction>? methods = null, string? display = null) : TemplateValue
{
    public IReadOnlyList<KeyValuePair<string, TemplateValue>> Members => members;

    public override TemplateKind Kind => TemplateKind.Record;

    public override string TypeName => typeName;

    public override bool IsTrue => true;

    public override string? Display => display;

    public TemplateValue? Member(string name)
    {
        foreach (var (key, value) in members)
        {
            if (string.Equals(key, name, StringComparison.Ordinal)) return value;
        }

        return null;
    }

    public override TemplateFunction? Method(string name) => methods?.GetValueOrDefault(name);
}
