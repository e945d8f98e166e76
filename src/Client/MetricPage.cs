using System.Globalization;
using System.Text;

namespace Hotaru.Client;

/// <summary>A page of text 0.0.4; the same labels stand on every series.</summary>
internal sealed class MetricPage(IReadOnlyList<KeyValuePair<string, string>> everywhere)
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _families = new(StringComparer.Ordinal);

    public void Add(string name, string type, double value)
    {
        Family(name, type);
        Sample(name, [], value);
    }

    public void Family(string name, string type)
    {
        if (_families.Add(name)) _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    public void Sample(string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value)
    {
        _text.Append(name);
        var first = true;
        foreach (var (label, text) in everywhere.Concat(labels))
        {
            _text.Append(first ? '{' : ',').Append(label).Append("=\"");
            Escape(text);
            _text.Append('"');
            first = false;
        }

        if (!first) _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    internal static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private void Escape(string text)
    {
        foreach (var c in text)
        {
            if (c == '\n') _text.Append("\\n");
            else if (c is '\\' or '"') _text.Append('\\').Append(c);
            else _text.Append(c);
        }
    }
}
