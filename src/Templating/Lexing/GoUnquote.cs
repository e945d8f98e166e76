using System.Globalization;
using System.Text;

namespace Hotaru.Templating;

/// <summary>Reads Go's quoted strings and character constants (strconv.Unquote).</summary>
internal static class GoUnquote
{
    /// <summary>The text a literal stands for, or null where an escape is not valid.</summary>
    public static string? Text(string literal)
    {
        var body = literal[1..^1];
        if (literal[0] == '`') return body.Replace("\r", "", StringComparison.Ordinal);
        if (!body.Contains('\\', StringComparison.Ordinal)) return body;
        var bytes = new List<byte>(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\')
            {
                Rune.DecodeFromUtf16(body.AsSpan(i), out var rune, out var length);
                AppendRune(bytes, rune);
                i += length;
            }
            else if (!TryEscape(body, ref i, bytes, literal[0])) return null;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static void AppendRune(List<byte> bytes, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
    }

    private static bool TryEscape(string body, ref int i, List<byte> bytes, char quote)
    {
        if (i + 1 >= body.Length) return false;
        var c = body[i + 1];
        var simple = "abfnrtv\\".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0 || c == quote)
        {
            bytes.Add(simple >= 0 ? "\a\b\f\n\r\t\v\\"u8[simple] : (byte)c);
            i += 2;
            return true;
        }

        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, >= '0' and <= '7' => 3, _ => 0 };
        var start = i + (c is >= '0' and <= '7' ? 1 : 2);
        if (digits == 0 || start + digits > body.Length) return false;
        var text = body.Substring(start, digits);
        i = start + digits;
        if (digits == 3) return TryOctal(text, bytes);
        if (!uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;
        if (c == 'x') bytes.Add((byte)code);
        else if (Rune.TryCreate(code, out var rune)) AppendRune(bytes, rune);
        else return false;
        return true;
    }

    private static bool TryOctal(string text, List<byte> bytes)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (c is < '0' or > '7') return false;
            value = value * 8 + (c - '0');
        }

        if (value > 255) return false;
        bytes.Add((byte)value);
        return true;
    }
}
