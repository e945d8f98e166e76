namespace Hotaru.Web.Prometheus;

/// <summary>
/// Writes values that are decimals of few digits, as most of what is measured is, much faster than values in
/// general are written. Two decimals of at most 15 digits are never the same float, so where a decimal of so
/// few digits reads back as the value, it is the shortest there is.
/// </summary>
internal static class DecimalText
{
    private const double Scale = 1000;
    private const double MaxScaled = 1e15;

    /// <summary>False where the value is not a decimal of at most 15 digits, three of them behind the point;
    /// then nothing of worth is in the text.</summary>
    public static bool TryWrite(double value, Span<byte> text, out int length)
    {
        length = 0;
        var scaled = Math.Round(value * Scale);
        // Negative zero is written with its sign, which a whole number does not have. NaN is no more and no
        // less than anything.
        if (!(Math.Abs(scaled) < MaxScaled) || scaled / Scale != value) return false;
        if (scaled == 0 && double.IsNegative(value)) return false;
        if (scaled < 0) text[length++] = (byte)'-';
        var (whole, fraction) = Math.DivRem((ulong)Math.Abs(scaled), 1000);
        length += WriteWhole(whole, text[length..]);
        if (fraction == 0) return true;
        text[length++] = (byte)'.';
        WriteThree((int)fraction, text[length..]);
        length += fraction % 10 != 0 ? 3 : fraction % 100 != 0 ? 2 : 1;
        return true;
    }

    /// <summary>A number below 1000 with its leading zeros.</summary>
    public static void WriteThree(int number, Span<byte> text)
    {
        text[2] = (byte)('0' + number % 10);
        text[1] = (byte)('0' + number / 10 % 10);
        text[0] = (byte)('0' + number / 100);
    }

    private static int WriteWhole(ulong number, Span<byte> text)
    {
        var length = 1;
        for (var rest = number; rest >= 10; rest /= 10) length++;
        for (var at = length - 1; at >= 0; at--)
        {
            text[at] = (byte)('0' + (int)(number % 10));
            number /= 10;
        }

        return length;
    }
}
