namespace Hotaru.Storage.Chunks;

/// <summary>
/// Numbers with few decimals as integers: value = integer / 10^scale, exactly, or not at all. Programs that
/// multiply by 0.001 make other bits than those that divide by 1000; scales above <see cref="Most"/> stand
/// for a product.
/// </summary>
internal static class DecimalScale
{
    /// <summary>The largest scale of a quotient.</summary>
    public const int Most = 15;

    /// <summary>The largest scale of all: <see cref="Most"/> + n stands for a product with 10^-n.</summary>
    public const int MostOfAll = Most + 9;

    private const double ExactLimit = 1L << 53;

    private static readonly double[] Powers =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    private static readonly double[] Fractions = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

    /// <summary>Whether the integer gives the very bits of the value back.</summary>
    public static bool TryScale(double value, int scale, out long integer)
    {
        var scaled = Math.Round(value * Powers[scale]);
        integer = 0;
        // Also false for NaN. Negative zero and infinities do not come back from an integer.
        if (!(Math.Abs(scaled) < ExactLimit)) return false;
        integer = (long)scaled;
        return BitConverter.DoubleToInt64Bits(Value(integer, scale)) == BitConverter.DoubleToInt64Bits(value);
    }

    /// <summary>The least scale at which the value is an integer, or -1.</summary>
    public static int ScaleOf(double value, int from = 0)
    {
        for (var scale = from; scale <= Most; scale++)
        {
            if (TryScale(value, scale, out _)) return scale;
        }

        return -1;
    }

    public static double Value(long integer, int scale) =>
        scale == 0 ? integer
        : scale <= Most ? integer / Powers[scale]
        : integer * Fractions[scale - Most - 1];

    /// <summary>All values at the least scale that fits every one of them, or -1.</summary>
    public static int TryScale(ReadOnlySpan<double> values, Span<long> integers)
    {
        var quotient = TryScale(values, integers, 0, Most);
        return quotient >= 0 ? quotient : TryScale(values, integers, Most + 1, MostOfAll);
    }

    private static int TryScale(ReadOnlySpan<double> values, Span<long> integers, int least, int most)
    {
        var scale = least;
        for (var i = 0; i < values.Length; i++)
        {
            if (TryScale(values[i], scale, out integers[i])) continue;
            do
            {
                if (++scale > most) return -1;
            }
            while (!TryScale(values[i], scale, out _));

            // Begin again: the ones before must fit the larger scale too.
            i = -1;
        }

        return scale;
    }

    public static void Restore(ReadOnlySpan<long> integers, int scale, Span<double> values)
    {
        if (scale == 0)
        {
            for (var i = 0; i < integers.Length; i++) values[i] = integers[i];
            return;
        }

        if (scale > Most)
        {
            var fraction = Fractions[scale - Most - 1];
            for (var i = 0; i < integers.Length; i++) values[i] = integers[i] * fraction;
            return;
        }

        var power = Powers[scale];
        for (var i = 0; i < integers.Length; i++) values[i] = integers[i] / power;
    }
}
