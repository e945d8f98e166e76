namespace Hotaru.Model;

/// <summary>
/// Collects and changes labels; setting an empty value removes the label. Not for concurrent use.
/// </summary>
public sealed class LabelsBuilder
{
    private readonly List<Label> _labels = [];

    public LabelsBuilder()
    {
    }

    public LabelsBuilder(Labels from) => Reset(from);

    public int Count => _labels.Count;

    public string this[string name] => Find(name) is var i && i >= 0 ? _labels[i].Value : "";

    public LabelsBuilder Reset(Labels? from = null)
    {
        _labels.Clear();
        if (from is not null) _labels.AddRange(from.Span);
        return this;
    }

    public LabelsBuilder Set(string name, string value)
    {
        if (value.Length == 0) return Remove(name);
        return Keep(name, value);
    }

    /// <summary>Sets a label and keeps it even where the value is empty.</summary>
    public LabelsBuilder Keep(string name, string value)
    {
        var i = Find(name);
        if (i >= 0) _labels[i] = new Label(name, value);
        else _labels.Add(new Label(name, value));
        return this;
    }

    public LabelsBuilder Remove(string name)
    {
        var i = Find(name);
        if (i >= 0) _labels.RemoveAt(i);
        return this;
    }

    public bool Has(string name) => Find(name) >= 0;

    public Labels Build()
    {
        if (_labels.Count == 0) return Labels.Empty;
        _labels.Sort(static (a, b) => Labels.CompareText(a.Name, b.Name));
        return Labels.FromSorted([.. _labels]);
    }

    private int Find(string name)
    {
        for (var i = 0; i < _labels.Count; i++)
        {
            if (string.Equals(_labels[i].Name, name, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
