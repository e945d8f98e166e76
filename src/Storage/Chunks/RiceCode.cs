using System.Numerics;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Rice codes: the quotient by 2^parameter in ones, the rest in bits. A quotient of <see cref="Escape"/> ones
/// says that the number follows in 64 bits.
/// </summary>
internal static class RiceCode
{
    public const int Escape = 32;
    private const int ParameterBits = 8;

    public static void Write(ref BitWriter bits, ulong value, int parameter)
    {
        var quotient = value >> parameter;
        if (quotient >= Escape)
        {
            bits.Unary(Escape);
            bits.Bits(value, 64);
            return;
        }

        bits.Unary((int)quotient);
        bits.Bits(value & ((1UL << parameter) - 1), parameter);
    }

    public static ulong Read(ref BitReader bits, int parameter)
    {
        var quotient = bits.Unary(Escape);
        if (quotient < Escape) return ((ulong)quotient << parameter) | bits.Bits(parameter);
        if (quotient > Escape) throw new CorruptDataException("a Rice code is too long");
        return bits.Bits(64);
    }

    public static int Cost(ulong value, int parameter)
    {
        var quotient = value >> parameter;
        return quotient >= Escape ? Escape + 1 + 64 : (int)quotient + 1 + parameter;
    }

    /// <summary>The parameter near which the cost of numbers with this mean is least.</summary>
    public static int ParameterFor(double mean) =>
        mean < 1 ? 0 : Math.Clamp(BitOperations.Log2((ulong)Math.Min(mean * 0.7, 1e18)), 0, 58);

    /// <summary>The best parameter around the guess, with its cost.</summary>
    public static (int Parameter, long Cost) Best(ReadOnlySpan<ulong> values, double mean)
    {
        var guess = ParameterFor(mean);
        var best = (guess, Total(values, guess));
        for (var up = guess + 1; up <= 58 && Total(values, up) is var cost && cost < best.Item2; up++)
            best = (up, cost);
        for (var down = guess - 1; down >= 0 && Total(values, down) is var cost && cost < best.Item2; down--)
            best = (down, cost);
        return (best.guess, best.Item2 + ParameterBits);
    }

    private static long Total(ReadOnlySpan<ulong> values, int parameter)
    {
        long total = 0;
        foreach (var value in values) total += Cost(value, parameter);
        return total;
    }
}
