using System.Globalization;
using System.Numerics;
using System.Text;

namespace Hotaru.Templating;

/// <summary>
/// Floats in Go's %e, %f and %g with a precision, rounded exactly to even as strconv does. A negative
/// precision asks for the fewest digits that read back as the same float.
/// </summary>
public static class GoDecimal
{
    /// <summary>
    /// More digits than this are not printed: a width from a person's hand must not fill the memory.
    /// </summary>
    private const int MaxPrecision = 2000;

    /// <param name="format">'e', 'E', 'f', 'F', 'g' or 'G'.</param>
    public static string Format(double value, char format, int precision)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "+Inf" : "-Inf";
        precision = Math.Min(precision, MaxPrecision);
        var (digits, point) = precision < 0 ? Shortest(value) : Exact(Math.Abs(value));
        var text = new StringBuilder(double.IsNegative(value) ? "-" : "");
        switch (format)
        {
            case 'e' or 'E':
                Exponential(text, digits, point, precision < 0 ? digits.Length - 1 : precision, format);
                break;
            case 'f' or 'F':
                Fixed(text, digits, point, precision < 0 ? Math.Max(digits.Length - point, 0) : precision);
                break;
            default:
                General(text, digits, point, precision, format);
                break;
        }

        return text.ToString();
    }

    private static void General(StringBuilder text, string digits, int point, int precision, char format)
    {
        var limit = precision < 0 ? 6 : precision == 0 ? 1 : precision;
        if (precision >= 0)
        {
            (digits, point) = Round(digits, point, limit);
            digits = digits.TrimEnd('0');
            if (digits.Length == 0) (digits, point) = ("0", 1);
            if (limit > digits.Length && digits.Length >= point) limit = digits.Length;
        }

        // The shortest form counts as if six digits were asked for.
        if (point - 1 < -4 || point - 1 >= limit)
            Exponential(text, digits, point, digits.Length - 1, format == 'g' ? 'e' : 'E');
        else Fixed(text, digits, point, Math.Max(digits.Length - point, 0));
    }

    private static void Exponential(StringBuilder text, string digits, int point, int precision, char format)
    {
        (digits, point) = Round(digits, point, precision + 1);
        text.Append(digits[0]);
        if (precision > 0)
            text.Append('.').Append(digits.AsSpan(1)).Append('0', precision + 1 - digits.Length);
        var exponent = digits.Trim('0').Length == 0 ? 0 : point - 1;
        text.Append(format).Append(exponent < 0 ? '-' : '+');
        text.Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
    }

    private static void Fixed(StringBuilder text, string digits, int point, int precision)
    {
        (digits, point) = Round(digits, point, point + precision);
        if (point <= 0) text.Append('0');
        else text.Append(digits.AsSpan(0, Math.Min(point, digits.Length)))
            .Append('0', Math.Max(point - digits.Length, 0));
        if (precision == 0) return;
        text.Append('.');
        for (var i = point; i < point + precision; i++)
            text.Append(i >= 0 && i < digits.Length ? digits[i] : '0');
    }

    /// <summary>Keeps a number of digits; halves go to the even neighbour. The digits are exact.</summary>
    private static (string Digits, int Point) Round(string digits, int point, int count)
    {
        if (count >= digits.Length) return (digits, point);
        if (count < 0) return ("0", 1);
        var half = digits[count].CompareTo('5');
        var exactHalf = half == 0 && digits.AsSpan(count + 1).TrimEnd('0').IsEmpty;
        var odd = count > 0 && (digits[count - 1] - '0') % 2 == 1;
        var up = half > 0 || (half == 0 && (!exactHalf || odd));
        if (!up) return count == 0 ? ("0", 1) : (digits[..count], point);
        var kept = digits[..count].ToCharArray();
        for (var i = count - 1; i >= 0; i--)
        {
            if (kept[i] != '9')
            {
                kept[i]++;
                return (new string(kept), point);
            }

            kept[i] = '0';
        }

        return ("1" + new string(kept), point + 1);
    }

    private static (string Digits, int Point) Shortest(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var exponent = 0;
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            exponent =
                int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? text.Length : dot) + exponent;
        return Trimmed(dot < 0 ? text : text.Remove(dot, 1), point);
    }

    /// <summary>
    /// All decimal digits of the float: mantissa times a power of two is mantissa times 5^n over 10^n.
    /// </summary>
    private static (string Digits, int Point) Exact(double value)
    {
        if (value == 0) return ("0", 1);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0) exponent = 1;
        else mantissa |= 1L << 52;
        exponent -= 1075;
        if (exponent >= 0)
        {
            var whole = (mantissa << exponent).ToString(CultureInfo.InvariantCulture);
            return Trimmed(whole, whole.Length);
        }

        var scaled = (mantissa * BigInteger.Pow(5, -exponent)).ToString(CultureInfo.InvariantCulture);
        return Trimmed(scaled, scaled.Length + exponent);
    }

    private static (string Digits, int Point) Trimmed(string digits, int point)
    {
        var start = 0;
        while (start < digits.Length - 1 && digits[start] == '0') start++;
        var kept = digits[start..].TrimEnd('0');
        return kept.Length == 0 ? ("0", 1) : (kept, point - start);
    }
}
