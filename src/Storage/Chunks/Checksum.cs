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
        writer.Fixed32(Of(writer.Written));
        return writer.ToArray();
    }

    /// <summary>The bytes without their checksum, once it is right.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < Size) throw new CorruptDataException("it is shorter than its checksum");
        var bytes = stored[..^Size];
        if (Of(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(stored[^Size..]))
            throw new CorruptDataException("its checksum is wrong");
        return bytes;
    }
}
