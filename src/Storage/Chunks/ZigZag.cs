namespace Hotaru.Storage.Chunks;

/// <summary>
/// Signed numbers as unsigned ones that are small where the magnitude is: 0, -1, 1, -2, 2 ...
/// </summary>
internal static class ZigZag
{
    public static ulong Encode(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Decode(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
