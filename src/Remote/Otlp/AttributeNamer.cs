using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>The label's name for an attribute's. Names that were seen are kept for the request.</summary>
internal sealed class AttributeNamer(OtlpModel model)
{
    private const int MaxKnown = 1024;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">Nothing is left of the name.</exception>
    public string Build(string attribute)
    {
        if (_known.TryGetValue(attribute, out var name)) return name;
        name = model.Escapes ? Escape(attribute) : attribute;
        if (name.AsSpan().IndexOfAnyExcept('_') < 0)
            throw new FormatException($"no label name can be made of attribute {GoText.Quote(attribute)}");
        if (_known.Count < MaxKnown) _known[attribute] = name;
        return name;
    }

    private string Escape(string attribute)
    {
        var text = new StringBuilder(attribute.Length);
        foreach (var rune in attribute.EnumerateRunes())
        {
            var c = rune.Value < 128 && char.IsAsciiLetterOrDigit((char)rune.Value) ? (char)rune.Value : '_';
            if (c != '_' || model.LabelNamePreserveMultipleUnderscores || text.Length == 0 || text[^1] != '_')
                text.Append(c);
        }

        var name = text.ToString();
        if (!model.LabelNamePreserveMultipleUnderscores && IsReserved(attribute)) name = $"_{name}_";
        if (name.Length > 0 && char.IsAsciiDigit(name[0])) return "key_" + name;
        return model.LabelNameUnderscoreSanitization && name.StartsWith('_')
            && !name.StartsWith("__", StringComparison.Ordinal) ? "key" + name : name;
    }

    private static bool IsReserved(string name) =>
        name.Length > 4 && name.StartsWith("__", StringComparison.Ordinal)
        && name.EndsWith("__", StringComparison.Ordinal);
}
