using System.Text;

namespace Hotaru.Promql;

/// <summary>Strings in double, single and back quotes.</summary>
internal sealed partial class Lexer
{
    private Token Text(char quote)
    {
        while (!AtEnd)
        {
            var c = text[_position++];
            if (c == quote) return Emit(TokenKind.String);
            if (char.IsSurrogate(c) && !TakeLowSurrogate(c)) return Fail("invalid UTF-8 rune");
            if (quote == '`') continue;
            if (c == '\n') break;
            if (c == '\\' && EscapeProblem(quote) is { } problem) return Fail(problem);
        }

        return Fail(quote == '`' ? "unterminated raw string" : "unterminated quoted string");
    }

    private bool TakeLowSurrogate(char high)
    {
        if (!char.IsHighSurrogate(high) || !char.IsLowSurrogate(Current)) return false;
        _position++;
        return true;
    }

    private string? EscapeProblem(char quote)
    {
        if (AtEnd) return "escape sequence not terminated";
        var c = text[_position++];
        if (c == quote || "abfnrtv\\".Contains(c, StringComparison.Ordinal)) return null;
        switch (c)
        {
            case >= '0' and <= '7':
                _position--;
                return DigitsProblem(3, 8, 255);
            case 'x': return DigitsProblem(2, 16, 255);
            case 'u': return DigitsProblem(4, 16, 0x10FFFF);
            case 'U': return DigitsProblem(8, 16, 0x10FFFF);
            default:
                Rune.TryGetRuneAt(text, _position - 1, out var rune);
                return $"unknown escape sequence {Named(rune)}";
        }
    }

    private string? DigitsProblem(int count, uint numberBase, uint max)
    {
        uint value = 0;
        for (var i = 0; i < count; i++)
        {
            if (AtEnd) return "escape sequence not terminated";
            var digit = char.IsAsciiHexDigit(Current) ? Convert.ToUInt32(Current.ToString(), 16) : 16;
            if (digit >= numberBase)
            {
                Rune.TryGetRuneAt(text, _position, out var rune);
                return $"illegal character {Named(rune)} in escape sequence";
            }

            value = value * numberBase + digit;
            _position++;
        }

        return value > max || value is >= 0xD800 and < 0xE000
            ? "escape sequence is an invalid Unicode code point"
            : null;
    }

    private static string Named(Rune rune) => $"U+{rune.Value:X4} '{rune}'";
}
