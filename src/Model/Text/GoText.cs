using System.Text;

namespace Hotaru.Model;

/// <summary>Text forms of the Go standard library that the peers' formats are made of.</summary>
public static class GoText
{
    /// <summary>A double-quoted Go string literal (strconv.Quote for printable text).</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes()) AppendEscaped(text, rune);
        return text.Append('"').ToString();
    }

    private static void AppendEscaped(StringBuilder text, Rune rune)
    {
        switch (rune.Value)
        {
            case '"': text.Append("\\\""); break;
            case '\\': text.Append("\\\\"); break;
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case '\a': text.Append("\\a"); break;
            case '\b': text.Append("\\b"); break;
            case '\f': text.Append("\\f"); break;
            case '\v': text.Append("\\v"); break;
            case < 0x20 or 0x7F: text.Append($"\\x{rune.Value:x2}"); break;
            default: text.Append(rune.ToString()); break;
        }
    }
}
