using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>Escapes of the language's own html, js and urlquery functions.</summary>
public static class Escaping
{
    public static string Html(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\0' => escaped.Append('\uFFFD'),
                '"' => escaped.Append("&#34;"),
                '\'' => escaped.Append("&#39;"),
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    public static string JavaScript(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\': escaped.Append(@"\\"); break;
                case '\'': escaped.Append(@"\'"); break;
                case '"': escaped.Append("\\\""); break;
                case '<' or '>' or '&' or '=' or < ' ': escaped.Append($"\\u{rune.Value:X4}"); break;
                case >= 0x7F when !IsPrintable(rune): escaped.Append($"\\u{rune.Value:X4}"); break;
                default: escaped.Append(rune.ToString()); break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Go's url.QueryEscape: a space is a plus.</summary>
    public static string UrlQuery(string text) =>
        Percent(text, static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
            .Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>Percent-encodes every byte that is not an ASCII character which may stay.</summary>
    internal static string Percent(string text, Func<char, bool> stays)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b < 0x80 && stays((char)b)) escaped.Append((char)b);
            else escaped.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
