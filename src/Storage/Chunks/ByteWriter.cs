using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Storage.Chunks;

/// <summary>Bytes that grow, with the field's variable-length numbers. Not for concurrent use.</summary>
internal sealed class ByteWriter(int capacity = 1024)
{
    private const int Kept = 64 * 1024;

    private byte[] _bytes = new byte[capacity];
    private int _length;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Empty, and no larger than what is needed every day.</summary>
    public void Release()
    {
        _length = 0;
        if (_bytes.Length > Kept) _bytes = new byte[capacity];
    }

    public byte[] ToArray() => Written.ToArray();

    public void Truncate(int length) => _length = length;

    public void Byte(byte value)
    {
        if (_length == _bytes.Length) Grow(1);
        _bytes[_length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    public void Fixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);
        _length += 4;
    }

    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);
        _length += 8;
    }

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

    public void Signed(long value) => Unsigned(ZigZag.Encode(value));

    public void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        Unsigned((ulong)count);
        Encoding.UTF8.GetBytes(text, Room(count));
        _length += count;
    }

    /// <summary>Room for bytes that the caller writes and then counts with <see cref="Advance"/>.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count) Grow(count);
        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void PatchFixed32(int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(offset), value);

    private void Grow(int count) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
}
