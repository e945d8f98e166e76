using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Hotaru.Jobs;

/// <summary>The bytes of a row: fixed and variable-length numbers, text, and at its end a checksum.</summary>
internal sealed class RowWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(128);

    public void Byte(byte value) => Bytes([value]);

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Seven bits a byte, lowest first, the high bit set on all bytes but the last.</summary>
    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Small numbers stay short, negative ones too.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void Text(string text) => Block(Encoding.UTF8.GetBytes(text));

    public void Block(ReadOnlySpan<byte> bytes)
    {
        Unsigned((ulong)bytes.Length);
        Bytes(bytes);
    }

    /// <summary>The row with its checksum.</summary>
    /// <param name="key">Counted in, so that a row under the wrong key is noticed.</param>
    public byte[] Finish(ReadOnlySpan<byte> key)
    {
        var sum = Checksum(key, _bytes.WrittenSpan);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(sizeof(uint)), sum);
        _bytes.Advance(sizeof(uint));
        return _bytes.WrittenSpan.ToArray();
    }

    /// <summary>CRC-32C of a key and the row behind it.</summary>
    public static uint Checksum(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        var sum = uint.MaxValue;
        foreach (var b in key) sum = BitOperations.Crc32C(sum, b);
        foreach (var b in row) sum = BitOperations.Crc32C(sum, b);
        return ~sum;
    }
}
