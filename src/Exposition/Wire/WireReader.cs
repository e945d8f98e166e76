using System.Buffers.Binary;

namespace Hotaru.Exposition;

/// <summary>
/// Reads protobuf's wire format within a window of a body. It takes what a parser of the format must take:
/// fields in any order, unknown fields, packed and unpacked numbers.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> body, int start, int end)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private readonly int _end = end;
    private int _position = start;

    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;

    public readonly int Position => _position;

    public readonly bool AtEnd => _position >= _end;

    /// <summary>Reads the next field's number and wire type; false at the end of the window.</summary>
    public bool Next(out int field, out int wireType)
    {
        (field, wireType) = (0, 0);
        if (AtEnd) return false;
        var tag = ReadVarint();
        (field, wireType) = ((int)(tag >> 3), (int)(tag & 7));
        if (tag > uint.MaxValue || field == 0) throw Error("a protobuf field has no valid number");
        return true;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (AtEnd) throw Error("the protobuf message ends within a number");
            var b = _body[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }

        throw Error("a protobuf number is longer than 10 bytes");
    }

    public long ReadSigned()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double ReadDouble()
    {
        if (_end - _position < 8) throw Error("the protobuf message ends within a float");
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_body[_position..]);
        _position += 8;
        return value;
    }

    /// <summary>The place of a text, of bytes or of a message.</summary>
    public WireRange ReadRange()
    {
        var length = ReadVarint();
        if (length > (ulong)(_end - _position))
            throw Error("a protobuf field is longer than what is around it");
        var range = new WireRange(_position, _position + (int)length);
        _position = range.End;
        return range;
    }

    public readonly WireReader Enter(WireRange range) => new(_body, range.Start, range.End);

    public void Skip(int wireType)
    {
        switch (wireType)
        {
            case Varint: ReadVarint(); break;
            case Fixed64: Advance(8); break;
            case Bytes: ReadRange(); break;
            case Fixed32: Advance(4); break;
            default: throw Error($"protobuf wire type {wireType} is not known");
        }
    }

    public readonly ExpositionException Error(string what) => new(what, 0, _position);

    private void Advance(int bytes)
    {
        if (_end - _position < bytes) throw Error("the protobuf message ends within a field");
        _position += bytes;
    }
}
