using System.Runtime.CompilerServices;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Marks a step without a float in a column: the bits of the stale marker. Stale samples never reach a column
/// and arithmetic never makes a signalling NaN, so the bits are free for it.
/// </summary>
internal static class Absent
{
    public static readonly double Value = StaleMarker.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(double value) => BitConverter.DoubleToUInt64Bits(value) == StaleMarker.Bits;
}
