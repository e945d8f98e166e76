namespace Hotaru.Model;

/// <summary>
/// The signalling NaN that says "this series has ended"; told apart from NaN by its bits only.
/// </summary>
public static class StaleMarker
{
    public const ulong Bits = 0x7ff0000000000002;

    /// <summary>The NaN that is stored for every NaN which is not the stale marker.</summary>
    public const ulong NormalNaNBits = 0x7ff8000000000001;

    public static readonly double Value = BitConverter.UInt64BitsToDouble(Bits);

    public static bool Is(double value) => BitConverter.DoubleToUInt64Bits(value) == Bits;
}
