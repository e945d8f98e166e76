using System.Runtime.InteropServices;

namespace Hotaru.Node;

/// <summary>
/// statvfs64(3) of glibc. The structure begins with two longs, then six 64-bit counts, then fsid and flag;
/// only the longs differ between 32 and 64 bit (a 32-bit fsid is followed by an unused int).
/// </summary>
internal static partial class StatVfs
{
    private const ulong ReadOnlyFlag = 1;

    public static FileSystemRoom? Of(string path)
    {
        Span<byte> raw = stackalloc byte[256];
        raw.Clear();
        return Call(path, raw) == 0 ? Parse(raw, nint.Size) : null;
    }

    internal static FileSystemRoom Parse(ReadOnlySpan<byte> raw, int longSize)
    {
        var unit = (double)Long(raw, longSize, longSize);
        var counts = MemoryMarshal.Cast<byte, ulong>(raw.Slice(2 * longSize, 48));
        var flagAt = 2 * longSize + 48 + 8;
        return new FileSystemRoom(
            counts[0] * unit, counts[1] * unit, counts[2] * unit, counts[3], counts[4],
            (Long(raw, flagAt, longSize) & ReadOnlyFlag) != 0);
    }

    private static ulong Long(ReadOnlySpan<byte> raw, int offset, int longSize) =>
        longSize == 8 ? BitConverter.ToUInt64(raw[offset..]) : BitConverter.ToUInt32(raw[offset..]);

    [LibraryImport("libc", EntryPoint = "statvfs64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Call(string path, Span<byte> result);
}
