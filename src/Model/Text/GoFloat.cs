using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hotaru.Model;

/// <summary>
/// Floats as Go's strconv prints them with the fewest digits that read back as the same float.
/// </summary>
public static class GoFloat
{
    /// <summary>Enough for every format: 'f' of 5e-324 has 326 characters.</summary>
    public const int MaxLength = 352;

    /// <summary>FormatFloat(v, 'f', -1, 64): no exponent. The form of PromQL's JSON values.</summary>
    public static string Fixed(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..WriteFixed(value, text)]);
    }

    /// <summary>
    /// FormatFloat(v, 'g', -1, 64): exponents below 1e-4 and from 1e+06 on (1e+06, 1.7e+09).
    /// </summary>
    public static string General(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..WriteGeneral(value, text)]);
    }

    /// <summary>Writes the 'f' form and returns its length in bytes.</summary>
    public static int WriteFixed(double value, Span<byte> destination)
    {
        if (TryWriteSpecial(value, destination, out var length)) return length;
        Span<byte> digits = stackalloc byte[20];
        var count = Digits(value, digits, out var point);
        return Place(double.IsNegative(value), digits[..count], point, destination);
    }

    /// <summary>Writes the 'g' form and returns its length in bytes.</summary>
    public static int WriteGeneral(double value, Span<byte> destination)
    {
        if (TryWriteSpecial(value, destination, out var length)) return length;
        Span<byte> digits = stackalloc byte[20];
        var count = Digits(value, digits, out var point);
        var exponent = point - 1;
        // strconv's ftoa: the shortest form counts as six digits when it chooses between %e and %f.
        if (exponent is >= -4 and < 6)
            return Place(double.IsNegative(value), digits[..count], point, destination);
        return Exponential(double.IsNegative(value), digits[..count], exponent, destination);
    }

    private static bool TryWriteSpecial(double value, Span<byte> destination, out int length)
    {
        var text = double.IsNaN(value) ? "NaN"u8
            : double.IsPositiveInfinity(value) ? "+Inf"u8
            : double.IsNegativeInfinity(value) ? "-Inf"u8
            : default;
        if (text.IsEmpty && value == 0) text = double.IsNegative(value) ? "-0"u8 : "0"u8;
        text.CopyTo(destination);
        length = text.Length;
        return length > 0;
    }

    /// <summary>The shortest decimal digits d1d2..dn, with the value 0.d1d2..dn * 10^point.</summary>
    private static int Digits(double value, Span<byte> digits, out int point)
    {
        Span<byte> text = stackalloc byte[32];
        // "R" gives the fewest digits that read back as the same float, with or without an exponent.
        Math.Abs(value).TryFormat(text, out var written, "R", CultureInfo.InvariantCulture);
        var exponent = 0;
        var mark = text[..written].IndexOf((byte)'E');
        if (mark >= 0)
        {
            Utf8Parser.TryParse(text[(mark + 1)..written], out exponent, out _);
            written = mark;
        }

        var dot = text[..written].IndexOf((byte)'.');
        var whole = dot < 0 ? written : dot;
        var count = 0;
        point = whole + exponent;
        var leading = true;
        for (var i = 0; i < written; i++)
        {
            if (i == dot) continue;
            if (leading && text[i] == '0')
            {
                point--;
                continue;
            }

            leading = false;
            digits[count++] = text[i];
        }

        while (count > 1 && digits[count - 1] == '0') count--;
        return count;
    }

    private static int Place(bool negative, ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        var n = 0;
        if (negative) destination[n++] = (byte)'-';
        if (point <= 0)
        {
            destination[n++] = (byte)'0';
            destination[n++] = (byte)'.';
            destination.Slice(n, -point).Fill((byte)'0');
            n -= point;
            digits.CopyTo(destination[n..]);
            return n + digits.Length;
        }

        var whole = Math.Min(point, digits.Length);
        digits[..whole].CopyTo(destination[n..]);
        n += whole;
        if (point > digits.Length)
        {
            destination.Slice(n, point - digits.Length).Fill((byte)'0');
            return n + point - digits.Length;
        }

        if (whole == digits.Length) return n;
        destination[n++] = (byte)'.';
        digits[whole..].CopyTo(destination[n..]);
        return n + digits.Length - whole;
    }

    private static int Exponential(bool negative, ReadOnlySpan<byte> digits, int exponent,
        Span<byte> destination)
    {
        var n = 0;
        if (negative) destination[n++] = (byte)'-';
        destination[n++] = digits[0];
        if (digits.Length > 1)
        {
            destination[n++] = (byte)'.';
            digits[1..].CopyTo(destination[n..]);
            n += digits.Length - 1;
        }

        destination[n++] = (byte)'e';
        destination[n++] = exponent < 0 ? (byte)'-' : (byte)'+';
        var magnitude = Math.Abs(exponent);
        if (magnitude < 10) destination[n++] = (byte)'0';
        Utf8Formatter.TryFormat(magnitude, destination[n..], out var written);
        return n + written;
    }
}
