using Hotaru.Model;
using Hotaru.Templating;

namespace Hotaru.Notifier;

/// <summary>
/// Labels and annotations as templates see them, with SortedPairs, Names, Values and Remove.
/// </summary>
internal static class KeyValues
{
    public static MapValue Of(Labels labels)
    {
        var entries = new Dictionary<string, TemplateValue>(labels.Count, StringComparer.Ordinal);
        foreach (var label in labels.Span) entries[label.Name] = TemplateValue.Of(label.Value);
        return new MapValue(
            entries, TemplateValue.EmptyText, "template.KV", Methods(labels), Shown(Sorted(labels)));
    }

    public static ListValue Texts(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return new ListValue([.. all.Select(TemplateValue.Of)], "template.Strings", Table(
            TemplateFunction.Of("Join", [ParameterKind.String],
                a => TemplateValue.Of(string.Join(a[0].Text(), all)))));
    }

    public static Dictionary<string, TemplateFunction> Table(params TemplateFunction[] functions) =>
        functions.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public static TemplateFunction Plain(string name, Func<TemplateValue> value) =>
        TemplateFunction.Of(name, [], _ => value());

    private static Dictionary<string, TemplateFunction> Methods(Labels labels) => Table(
        Plain("SortedPairs", () => Pairs(Sorted(labels))),
        Plain("Names", () => Texts(Sorted(labels).Select(l => l.Name))),
        Plain("Values", () => Texts(Sorted(labels).Select(l => l.Value))),
        Plain("String", () => TemplateValue.Of(Shown(Sorted(labels)))),
        TemplateFunction.Of("Remove", [ParameterKind.StringList], a =>
        {
            var names = a[0].Entries().Select(e => e.Text()).ToHashSet(StringComparer.Ordinal);
            return Of(Labels.FromSorted([.. labels.Where(l => !names.Contains(l.Name))]));
        }));

    private static ListValue Pairs(Label[] labels) => new(
        [.. labels.Select(Pair)], "template.Pairs", Table(
            Plain("Names", () => Texts(labels.Select(l => l.Name))),
            Plain("Values", () => Texts(labels.Select(l => l.Value))),
            Plain("String", () => TemplateValue.Of(Shown(labels)))), Shown(labels));

    private static RecordValue Pair(Label label) => new(
        [new("Name", TemplateValue.Of(label.Name)), new("Value", TemplateValue.Of(label.Value))],
        "template.Pair");

    /// <summary>The alert's name first, then the others by name.</summary>
    private static Label[] Sorted(Labels labels) =>
        [.. labels.OrderBy(l => l.Name != LabelNames.AlertName).ThenBy(l => l.Name, StringComparer.Ordinal)];

    private static string Shown(Label[] labels) =>
        string.Join(", ", labels.Select(l => $"{l.Name}={l.Value}"));
}
