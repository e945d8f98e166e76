using System.Numerics;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Numbers as integers times a power of two: value = integer * 2^exponent, exactly, or not at all.
/// </summary>
internal static class BinaryScale
{
    /// <summary>The exponent is kept with this added, in a byte or two.</summary>
    public const int None = int.MinValue;

    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;
    private const int WidthLimit = 62;

    public static int TryScale(ReadOnlySpan<double> values, Span<long> integers)
    {
        int least = int.MaxValue, greatest = int.MinValue;
        foreach (var value in values)
        {
            if (value == 0) continue;
            var (mantissa, exponent) = Split(value);
            least = Math.Min(least, exponent + BitOperations.TrailingZeroCount(mantissa));
            greatest = Math.Max(greatest, exponent + 64 - BitOperations.LeadingZeroCount(mantissa));
        }

        if (least == int.MaxValue || greatest - least > WidthLimit) return None;
        for (var i = 0; i < values.Length; i++)
        {
            var (mantissa, exponent) = Split(values[i]);
            var shift = exponent - least;
            var magnitude = (long)(shift >= 0 ? mantissa << shift : mantissa >> -shift);
            integers[i] = values[i] == 0 ? 0 : values[i] < 0 ? -magnitude : magnitude;
        }

        return least;
    }

    public static void Restore(ReadOnlySpan<long> integers, int exponent, Span<double> values)
    {
        for (var i = 0; i < integers.Length; i++) values[i] = Math.ScaleB(integers[i], exponent);
    }

    private static (ulong Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> MantissaBits) & 0x7FF;
        var mantissa = bits & ((1UL << MantissaBits) - 1);
        return exponent == 0
            ? (mantissa, 1 - ExponentBias)
            : (mantissa | (1UL << MantissaBits), exponent - ExponentBias);
    }
}
