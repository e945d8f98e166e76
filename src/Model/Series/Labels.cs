using System.Collections;
using System.Text;

namespace Hotaru.Model;

/// <summary>
/// An immutable label set: names are unique and sorted by their UTF-8 bytes. An empty value is kept as given;
/// callers that treat it as absent drop it before (<see cref="LabelsBuilder"/> does).
/// </summary>
public sealed class Labels : IEquatable<Labels>, IComparable<Labels>, IReadOnlyList<Label>
{
    public static readonly Labels Empty = new([]);

    private readonly Label[] _labels;
    private int _hash;

    private Labels(Label[] sorted) => _labels = sorted;

    public int Count => _labels.Length;

    public Label this[int index] => _labels[index];

    /// <summary>The value of a label, or the empty string where the set does not have it.</summary>
    public string this[string name] => Find(name) is var i && i >= 0 ? _labels[i].Value : "";

    public string MetricName => this[LabelNames.MetricName];

    public ReadOnlySpan<Label> Span => _labels;

    /// <summary>Takes labels in any order.</summary>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public static Labels From(params ReadOnlySpan<Label> labels)
    {
        if (labels.IsEmpty) return Empty;
        var sorted = labels.ToArray();
        Array.Sort(sorted, static (a, b) => CompareText(a.Name, b.Name));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i - 1].Name == sorted[i].Name)
                throw new ArgumentException($"label \"{sorted[i].Name}\" comes twice", nameof(labels));
        }

        return new Labels(sorted);
    }

    /// <summary>Takes labels that are already sorted and unique; the array is not copied.</summary>
    public static Labels FromSorted(Label[] sorted) => sorted.Length == 0 ? Empty : new Labels(sorted);

    /// <summary>For tests and constants: name, value, name, value.</summary>
    public static Labels Of(params ReadOnlySpan<string> namesAndValues)
    {
        if (namesAndValues.Length % 2 != 0) throw new ArgumentException("a name without a value");
        var labels = new Label[namesAndValues.Length / 2];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = new Label(namesAndValues[2 * i], namesAndValues[2 * i + 1]);
        return From(labels);
    }

    public bool Has(string name) => Find(name) >= 0;

    public bool TryGet(string name, out string value)
    {
        var i = Find(name);
        value = i >= 0 ? _labels[i].Value : "";
        return i >= 0;
    }

    /// <summary>The position of a name, or a negative number.</summary>
    public int Find(string name)
    {
        // Label sets are short: a linear scan over string equality beats a binary search.
        for (var i = 0; i < _labels.Length; i++)
        {
            if (string.Equals(_labels[i].Name, name, StringComparison.Ordinal)) return i;
        }

        return -1;
    }

    /// <summary>The same set with one label set, or removed where the value is empty.</summary>
    public Labels With(string name, string value) => new LabelsBuilder(this).Set(name, value).Build();

    public Labels Without(string name) => Has(name) ? new LabelsBuilder(this).Remove(name).Build() : this;

    /// <summary>Ordering of strings by their UTF-8 bytes, as the peers sort labels and series.</summary>
    public static int CompareText(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            char x = a[i], y = b[i];
            if (x == y) continue;
            // A surrogate stands for a code point above every other char.
            var xs = char.IsSurrogate(x);
            return xs == char.IsSurrogate(y) ? x.CompareTo(y) : xs ? 1 : -1;
        }

        return a.Length.CompareTo(b.Length);
    }

    public int CompareTo(Labels? other)
    {
        if (other is null) return 1;
        var length = Math.Min(_labels.Length, other._labels.Length);
        for (var i = 0; i < length; i++)
        {
            var byName = CompareText(_labels[i].Name, other._labels[i].Name);
            if (byName != 0) return byName;
            var byValue = CompareText(_labels[i].Value, other._labels[i].Value);
            if (byValue != 0) return byValue;
        }

        return _labels.Length.CompareTo(other._labels.Length);
    }

    public bool Equals(Labels? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetHashCode() == other.GetHashCode()
            && _labels.AsSpan().SequenceEqual(other._labels));

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode()
    {
        if (_hash != 0) return _hash;
        var hash = new HashCode();
        foreach (var label in _labels)
        {
            hash.Add(label.Name);
            hash.Add(label.Value);
        }

        var value = hash.ToHashCode();
        return _hash = value == 0 ? 1 : value;
    }

    /// <summary>
    /// FNV-1a 64 over name, 0xFF, value, 0xFF of the sorted labels: the fingerprint of the field.
    /// </summary>
    public ulong Fingerprint()
    {
        var hash = Fnv1a.Start;
        foreach (var label in _labels)
        {
            hash = Fnv1a.Add(Fnv1a.Add(hash, label.Name), 0xFF);
            hash = Fnv1a.Add(Fnv1a.Add(hash, label.Value), 0xFF);
        }

        return hash;
    }

    /// <summary>As written in PromQL: <c>name{a="b", c="d"}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var name = MetricName;
        var bareName = LabelNames.IsLegacyValidMetric(name);
        if (bareName) text.Append(name);
        if (bareName && _labels.Length == 1) return text.ToString();
        text.Append('{');
        var first = true;
        foreach (var label in _labels)
        {
            if (bareName && label.Name == LabelNames.MetricName) continue;
            if (!first) text.Append(", ");
            first = false;
            text.Append(LabelNames.IsLegacyValid(label.Name) ? label.Name : GoText.Quote(label.Name));
            text.Append('=').Append(GoText.Quote(label.Value));
        }

        return text.Append('}').ToString();
    }

    public ReadOnlySpan<Label>.Enumerator GetEnumerator() => Span.GetEnumerator();

    IEnumerator<Label> IEnumerable<Label>.GetEnumerator() => ((IEnumerable<Label>)_labels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _labels.GetEnumerator();
}
