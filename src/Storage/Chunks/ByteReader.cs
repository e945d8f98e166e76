using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote; throws <see cref="CorruptDataException"/> past the end.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)_rest.Length) throw new CorruptDataException("it ends too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new CorruptDataException("a number is too long");
    }

    public long Signed() => ZigZag.Decode(Unsigned());

    /// <summary>A number of things, each of which needs at least the given part of a byte.</summary>
    public int Count(int most)
    {
        var count = Unsigned();
        if (count > (ulong)most) throw new CorruptDataException("a count is too large");
        return (int)count;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(Count(_rest.Length)));
}
