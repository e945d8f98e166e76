using System.Buffers.Binary;
using System.Numerics;

namespace Hotaru.Storage.Chunks;

/// <summary>CRC-32C (Castagnoli), by the processor's instruction where it has one.</summary>
internal static class Checksum
{
    public const int Size = 4;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    /// <summary>Bytes with their checksum behind them.</summary>
    public static byte[] Seal(ByteWriter writer)
    {
        Append(writer);
        return writer.ToArray();
    }

    public static void Append(ByteWriter writer) => writer.Fixed32(Of(writer.Written));

    /// <summary>The bytes without their checksum, once it is right.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < Size) throw new CorruptDataException("it is shorter than its checksum");
        if (!IsRight(stored)) throw new CorruptDataException("its checksum is wrong");
        return stored[..^Size];
    }

    public static bool IsRight(ReadOnlySpan<byte> stored) => stored.Length >= Size
        && Of(stored[..^Size]) == BinaryPrimitives.ReadUInt32LittleEndian(stored[^Size..]);
}
