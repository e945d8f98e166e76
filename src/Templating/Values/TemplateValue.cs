namespace Hotaru.Templating;

/// <summary>
/// A value a template works with. Data comes in as these instead of by reflection. Values are immutable.
/// </summary>
public abstract class TemplateValue
{
    public static readonly TemplateValue Nil = new NilValue();
    public static readonly TemplateValue EmptyText = new StringValue("");

    public abstract TemplateKind Kind { get; }

    /// <summary>The Go type as it appears in messages: string, float64, map[string]string.</summary>
    public abstract string TypeName { get; }

    /// <summary>Whether <c>if</c> takes the branch: not false, zero, nil or empty.</summary>
    public abstract bool IsTrue { get; }

    public bool IsNil => Kind == TemplateKind.Nil;

    /// <summary>
    /// The own text form (Go's String method), or null where the kind decides how it prints.
    /// </summary>
    public virtual string? Display => null;

    /// <summary>
    /// A method of the value by its name, or null. Methods come before fields and map keys.
    /// </summary>
    public virtual TemplateFunction? Method(string name) => null;

    public static TemplateValue Of(bool value) => value ? BoolValue.True : BoolValue.False;

    public static TemplateValue Of(long value) => new IntValue(value);

    public static TemplateValue Of(double value) => new FloatValue(value);

    public static TemplateValue Of(string value) => value.Length == 0 ? EmptyText : new StringValue(value);

    public static TemplateValue Of(DateTimeOffset value) => new TimeValue(value);

    public static TemplateValue Of(TimeSpan value) => new DurationValue(value);

    /// <summary>A list of texts, Go's []string.</summary>
    public static TemplateValue ListOf(IEnumerable<string> texts) =>
        new ListValue([.. texts.Select(Of)], "[]string");

    /// <summary>A map of texts, Go's map[string]string: an absent key is the empty text.</summary>
    public static TemplateValue MapOf(IEnumerable<KeyValuePair<string, string>> entries) =>
        new MapValue(entries.ToDictionary(e => e.Key, e => Of(e.Value)), EmptyText, "map[string]string");

    /// <summary>As <c>{{ . }}</c> prints it within other text (Go's %v).</summary>
    public override string ToString() => GoPrinter.Print(this);
}
