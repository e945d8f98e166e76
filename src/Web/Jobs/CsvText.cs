using System.Globalization;
using System.Text;

namespace Hotaru.Web;

/// <summary>Lines of RFC 4180 that no spreadsheet takes for formulas.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();

    public CsvText Line(params ReadOnlySpan<object?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) _text.Append(',');
            Add(fields[i]);
        }

        _text.Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Add(object? field)
    {
        var text = field switch
        {
            null => "",
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture),
            double number => number.ToString("0.######", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Guarded(field.ToString()!),
        };
        if (text.AsSpan().IndexOfAny("\",\r\n") < 0) _text.Append(text);
        else _text.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private static string Guarded(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
}
