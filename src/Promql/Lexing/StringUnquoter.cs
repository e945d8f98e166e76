using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hotaru.Promql;

/// <summary>The text that a string token stands for. Its escapes have been checked by the lexer.</summary>
internal static class StringUnquoter
{
    public static string Unquote(string quoted)
    {
        var inner = quoted.AsSpan(1, quoted.Length - 2);
        if (quoted[0] == '`' || !inner.Contains('\\')) return inner.ToString();
        // \x and octal escapes are bytes, so the text is put together as bytes.
        var bytes = new List<byte>(inner.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < inner.Length;)
        {
            Rune rune;
            if (inner[i] != '\\')
            {
                Rune.DecodeFromUtf16(inner[i..], out rune, out var consumed);
                i += consumed;
            }
            else if (Escaped(inner, ref i, out rune) is { } single)
            {
                bytes.Add(single);
                continue;
            }

            var length = rune.EncodeToUtf8(utf8);
            bytes.AddRange(utf8[..length]);
        }

        return Decode([.. bytes]);
    }

    /// <summary>
    /// Bytes that are no UTF-8 become lone surrogates, U+DC00 + byte, so that they are neither lost nor taken
    /// for valid text.
    /// </summary>
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(rune);
                bytes = bytes[consumed..];
                continue;
            }

            text.Append((char)(0xDC00 + bytes[0]));
            bytes = bytes[1..];
        }

        return text.ToString();
    }

    /// <summary>A byte for \x and octal escapes, else null and a character.</summary>
    private static byte? Escaped(ReadOnlySpan<char> text, ref int at, out Rune rune)
    {
        var c = text[at + 1];
        rune = default;
        switch (c)
        {
            case 'x':
                at += 4;
                return byte.Parse(text[(at - 2)..at], NumberStyles.HexNumber);
            case >= '0' and <= '7':
                at += 4;
                return (byte)((text[at - 3] - '0') * 64 + (text[at - 2] - '0') * 8 + (text[at - 1] - '0'));
            case 'u' or 'U':
                var digits = c == 'u' ? 4 : 8;
                at += 2 + digits;
                rune = new Rune(int.Parse(text[(at - digits)..at], NumberStyles.HexNumber));
                return null;
        }

        at += 2;
        rune = new Rune(c switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => c,
        });
        return null;
    }
}
