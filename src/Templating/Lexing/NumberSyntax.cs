using System.Globalization;
using System.Numerics;

namespace Hotaru.Templating;

/// <summary>
/// Go's number literals: decimal, 0x, 0o, 0b, underscores between digits, floats, hexadecimal floats.
/// </summary>
internal static class NumberSyntax
{
    public static bool TryParse(string text, out NumberLiteral number)
    {
        number = default;
        var negative = text.StartsWith('-');
        var body = text.TrimStart('+', '-');
        if (text.Length - body.Length > 1 || body.Length == 0) return false;
        if (!UnderscoresFit(body)) return false;
        body = body.Replace("_", "", StringComparison.Ordinal);
        if (TryWhole(body, out var whole))
        {
            if (negative) whole = -whole;
            var fits = whole >= long.MinValue && whole <= long.MaxValue;
            number = new NumberLiteral(text, fits ? (long)whole : null, (double)whole, false);
            return true;
        }

        if (!TryFloat(body, out var value)) return false;
        if (negative) value = -value;
        // 1e3 is a float that also fits where a whole number is wanted.
        long? asWhole = Math.Abs(value) < 9e18 && Math.Floor(value) == value ? (long)value : null;
        number = new NumberLiteral(text, asWhole, value, true);
        return true;
    }

    private static bool UnderscoresFit(string body)
    {
        if (!body.Contains('_', StringComparison.Ordinal)) return true;
        var prefixed = body.Length > 2 && body[0] == '0' && char.IsAsciiLetter(body[1]);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '_') continue;
            var before = i > 0 && (char.IsAsciiHexDigit(body[i - 1]) || (prefixed && i == 2));
            if (!before || i + 1 == body.Length || !char.IsAsciiHexDigit(body[i + 1])) return false;
        }

        return true;
    }

    private static bool TryWhole(string body, out BigInteger whole)
    {
        whole = 0;
        var numberBase = 10;
        var digits = body;
        if (body.Length > 1 && body[0] == '0')
        {
            numberBase = char.ToLowerInvariant(body[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 8 };
            digits = char.IsAsciiLetter(body[1]) ? body[2..] : body[1..];
        }

        if (digits.Length == 0) return false;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= numberBase) return false;
            whole = whole * numberBase + digit;
        }

        return true;
    }

    private static bool TryFloat(string body, out double value)
    {
        if (body.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return TryHexFloat(body[2..], out value);
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(body, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            return char.IsAsciiDigit(body[0]) || body[0] == '.';
        return false;
    }

    private static bool TryHexFloat(string body, out double value)
    {
        value = 0;
        var power = body.IndexOfAny(['p', 'P']);
        if (power < 0
            || !int.TryParse(body.AsSpan(power + 1), NumberStyles.AllowLeadingSign, null, out var exponent))
            return false;
        var scale = 0;
        var seenDot = false;
        foreach (var c in body[..power])
        {
            if (c == '.' && !seenDot)
            {
                seenDot = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(c)) return false;
            value = value * 16 + Convert.ToInt32(c.ToString(), 16);
            if (seenDot) scale -= 4;
        }

        value = Math.ScaleB(value, exponent + scale);
        return true;
    }
}
