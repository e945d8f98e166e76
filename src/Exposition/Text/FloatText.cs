using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>Floats as the formats take and write them.</summary>
internal static class FloatText
{
    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>
    /// What Go's ParseFloat takes since before hexadecimal floats and underscores: digits with a point and an
    /// exponent, inf and infinity with a sign, nan without one, in any case. Too large for a float is no
    /// float.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (TryParseSimple(text, out value)) return true;
        if (TryParseSpecial(text, out value)) return true;
        return IsDecimal(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>
    /// The form of le and quantile: a point or an exponent is always there (1.0, +Inf, 5e-05).
    /// </summary>
    public static string OpenMetrics(double value)
    {
        Span<byte> text = stackalloc byte[GoFloat.MaxLength + 2];
        return Encoding.ASCII.GetString(text[..WriteOpenMetrics(value, text)]);
    }

    public static int WriteOpenMetrics(double value, Span<byte> destination)
    {
        var length = GoFloat.WriteGeneral(value, destination);
        if (!double.IsFinite(value) || destination[..length].IndexOfAny((byte)'.', (byte)'e') >= 0)
            return length;
        ".0"u8.CopyTo(destination[length..]);
        return length + 2;
    }

    /// <summary>The canonical form of a label value that is a float, or the value itself.</summary>
    public static string Canonical(string value)
    {
        Span<byte> utf8 = stackalloc byte[64];
        if (!Encoding.UTF8.TryGetBytes(value, utf8, out var length)) return value;
        return TryParse(utf8[..length], out var number) ? OpenMetrics(number) : value;
    }

    /// <summary>
    /// Digits with at most one point and no more of them than a float holds: exact in one division.
    /// </summary>
    private static bool TryParseSimple(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        if (text.Length - i is 0 or > 16) return false;
        long digits = 0;
        var count = 0;
        var point = -1;
        for (; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit <= 9)
            {
                digits = digits * 10 + digit;
                count++;
            }
            else if (text[i] == '.' && point < 0) point = count;
            else return false;
        }

        if (count is 0 or > 15) return false;
        value = point < 0 ? digits : digits / PowersOfTen[count - point];
        if (text[0] == '-') value = -value;
        return true;
    }

    private static bool TryParseSpecial(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        if (text.Length is < 3 or > 9) return false;
        if (Ascii.EqualsIgnoreCase(text, "nan"u8)) return true;
        var negative = text[0] == '-';
        if (negative || text[0] == '+') text = text[1..];
        if (!Ascii.EqualsIgnoreCase(text, "inf"u8) && !Ascii.EqualsIgnoreCase(text, "infinity"u8))
            return false;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var i = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        var digits = CountDigits(text[i..]);
        i += digits;
        if (i < text.Length && text[i] == '.')
        {
            var fraction = CountDigits(text[(i + 1)..]);
            digits += fraction;
            i += 1 + fraction;
        }

        if (digits == 0) return false;
        if (i == text.Length) return true;
        if (text[i++] is not ((byte)'e' or (byte)'E')) return false;
        if (i < text.Length && text[i] is (byte)'+' or (byte)'-') i++;
        return i < text.Length && CountDigits(text[i..]) == text.Length - i;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
