using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Reads the label set of a pushed line. le of a histogram and quantile of a summary are no labels there but
/// say which part of it the line tells.
/// </summary>
internal sealed class LabelSetReader(bool allowUtf8Names)
{
    private readonly List<Label> _labels = [];
    private bool _isSorted;

    /// <summary>The bound of the bucket, NaN where the line has none.</summary>
    public double Bucket { get; private set; } = double.NaN;

    public double Quantile { get; private set; } = double.NaN;

    public void Clear()
    {
        _labels.Clear();
        (Bucket, Quantile, _isSorted) = (double.NaN, double.NaN, true);
    }

    /// <summary>
    /// Reads up to and with the closing brace. Without a family the name must be in the braces, in quotes; it
    /// is returned.
    /// </summary>
    public string? Read(TextCursor cursor, ReadOnlySpan<byte> text, FamilyDraft? family)
    {
        string? name = null;
        while (true)
        {
            cursor.SkipBlanks(text);
            if (cursor.Peek(text) == '}') break;
            var at = cursor.Position;
            var isQuoted = text[at] == '"';
            var label = cursor.ReadName(text, colons: false);
            if (label.Length == 0 && !isQuoted) throw BodyPosition.Unexpected(text, at, "a label name");
            cursor.SkipBlanks(text);
            if (cursor.Peek(text) == '=') ReadValue(cursor, text, label, at);
            else if (family is not null || !isQuoted)
                throw BodyPosition.Unexpected(text, cursor.Position, "= after the label name");
            else if (name is not null) throw BodyPosition.Error(text, at, "the metric has a name already");
            else name = label;
            cursor.SkipBlanks(text);
            if (cursor.Peek(text) == ',') cursor.Position++;
            else if (cursor.Peek(text) != '}')
                throw BodyPosition.Unexpected(text, cursor.Position, "a comma or } after the label");
        }

        cursor.Position++;
        return name;
    }

    /// <summary>
    /// Takes le or quantile out of the labels where the family is a histogram or a summary.
    /// </summary>
    public void TakeParts(FamilyDraft family, ReadOnlySpan<byte> text, int at)
    {
        if (family.IsHistogram) Bucket = Take(LabelNames.Bucket, text, at);
        else if (family.IsSummary) Quantile = Take(LabelNames.Quantile, text, at);
    }

    public Labels Build()
    {
        if (_labels.Count == 0) return Labels.Empty;
        if (!_isSorted) _labels.Sort(static (a, b) => Labels.CompareText(a.Name, b.Name));
        return Labels.FromSorted([.. _labels]);
    }

    private void ReadValue(TextCursor cursor, ReadOnlySpan<byte> text, string name, int at)
    {
        if (name == LabelNames.MetricName)
            throw BodyPosition.Error(text, at, "the label name __name__ is reserved");
        if (allowUtf8Names ? name.Length == 0 : !LabelNames.IsLegacyValid(name))
            throw BodyPosition.Error(text, at, $"{GoText.Quote(name)} is not a valid label name");
        foreach (var label in _labels)
        {
            if (label.Name == name)
                throw BodyPosition.Error(text, at, $"label {GoText.Quote(name)} comes twice");
        }

        cursor.Position++;
        cursor.SkipBlanks(text);
        if (cursor.Peek(text) != '"')
            throw BodyPosition.Unexpected(text, cursor.Position, "a label value in double quotes");
        _isSorted &= _labels.Count == 0 || Labels.CompareText(_labels[^1].Name, name) < 0;
        _labels.Add(new Label(name, cursor.ReadQuoted(text, "label value")));
    }

    private double Take(string name, ReadOnlySpan<byte> text, int at)
    {
        var i = _labels.FindIndex(l => l.Name == name);
        if (i < 0) return double.NaN;
        var value = _labels[i].Value;
        _labels.RemoveAt(i);
        Span<byte> utf8 = stackalloc byte[64];
        if (Encoding.UTF8.TryGetBytes(value, utf8, out var length)
            && FloatText.TryParse(utf8[..length], out var number))
        {
            return number;
        }

        throw BodyPosition.Error(text, at, $"the label {name} must be a float, not {GoText.Quote(value)}");
    }
}
