using System.Globalization;

namespace Hotaru.Promql;

/// <summary>Numbers as Go reads them: 1_000, 0x1F, 017, 0b1, 1e3, inf, NaN.</summary>
internal static class NumberText
{
    public static bool TryParse(string text, out double value)
    {
        if (TryParseInteger(text, out value)) return true;
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase))
        {
            value = double.PositiveInfinity;
            return true;
        }

        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return UnderscoresSeparateDigits(text)
            && double.TryParse(text.Replace("_", "", StringComparison.Ordinal), Style,
                CultureInfo.InvariantCulture, out value)
            && !double.IsInfinity(value);
    }

    private static bool TryParseInteger(string text, out double value)
    {
        value = 0;
        if (!UnderscoresSeparateDigits(text)) return false;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var numberBase = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            var prefix = char.ToLowerInvariant(digits[1]);
            numberBase = prefix switch { 'x' => 16, 'b' => 2, _ => 8 };
            digits = prefix is 'x' or 'b' or 'o' ? digits[2..] : digits[1..];
        }

        if (digits.Length == 0) return false;
        ulong sum = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= numberBase) return false;
            var next = (UInt128)sum * (ulong)numberBase + (ulong)digit;
            if (next > long.MaxValue) return false;
            sum = (ulong)next;
        }

        value = sum;
        return true;
    }

    private static bool UnderscoresSeparateDigits(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '_') continue;
            var afterPrefix = i == 2 && text[0] == '0' && char.IsAsciiLetter(text[1]);
            if (i == 0 || i + 1 == text.Length || !char.IsAsciiHexDigit(text[i + 1])) return false;
            if (!afterPrefix && !char.IsAsciiHexDigit(text[i - 1])) return false;
        }

        return true;
    }
}
