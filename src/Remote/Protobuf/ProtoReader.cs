using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Hotaru.Remote;

/// <summary>
/// Reads protobuf's wire format in place. A length or a varint that runs over the end is a
/// <see cref="FormatException"/>; unknown fields are skipped by <see cref="Skip"/>.
/// Source: protobuf.dev, "Encoding".
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _message.Length;

    /// <summary>
    /// The next field's number and wire type, as one number: <c>number &lt;&lt; 3 | type</c>.
    /// </summary>
    public uint Tag()
    {
        var tag = Varint();
        if (tag is < 8 or > uint.MaxValue) throw new FormatException($"protobuf: {tag} is not a tag");
        return (uint)tag;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        if (Position < _message.Length && _message[Position] < 0x80) return _message[Position++];
        return LongVarint();
    }

    public long SignedVarint() => (long)Varint();

    /// <summary>A zigzag-encoded number (sint32, sint64).</summary>
    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public ulong Fixed64()
    {
        if (_message.Length - Position < 8) throw Short();
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_message[Position..]);
        Position += 8;
        return value;
    }

    /// <summary>A length-delimited field: a text, bytes, a message or packed numbers.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (length > (ulong)(_message.Length - Position)) throw Short();
        var bytes = _message.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    public void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case 0:
                Varint();
                break;
            case 1:
                Advance(8);
                break;
            case 2:
                Bytes();
                break;
            case 5:
                Advance(4);
                break;
            default:
                throw new FormatException($"protobuf: wire type {tag & 7} is not known");
        }
    }

    private void Advance(int count)
    {
        if (_message.Length - Position < count) throw Short();
        Position += count;
    }

    private ulong LongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Position >= _message.Length) throw Short();
            var next = _message[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new FormatException("protobuf: a varint has more than ten bytes");
    }

    private static FormatException Short() => new("protobuf: the message ends in the middle of a field");
}
