using System.Buffers.Binary;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>Writes protobuf's wire format into one growing array; used again for the next message.</summary>
internal sealed class WireWriter
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void WriteVarint(int field, ulong value)
    {
        WriteTag(field, WireReader.Varint);
        WriteVarint(value);
    }

    public void WriteSigned(int field, long value)
    {
        WriteTag(field, WireReader.Varint);
        WriteSigned(value);
    }

    public void WriteSigned(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    public void WriteDouble(int field, double value)
    {
        WriteTag(field, WireReader.Fixed64);
        WriteDouble(value);
    }

    public void WriteDouble(double value)
    {
        Reserve(8);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), value);
        _length += 8;
    }

    public void WriteText(int field, string text)
    {
        WriteTag(field, WireReader.Bytes);
        var bytes = Encoding.UTF8.GetByteCount(text);
        WriteVarint((ulong)bytes);
        Reserve(bytes);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    /// <summary>Opens a message within this one; pass what is returned to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        WriteTag(field, WireReader.Bytes);
        return _length;
    }

    /// <summary>Puts the length in front of what was written since.</summary>
    public void End(int start)
    {
        var length = _length - start;
        var room = 1;
        for (var rest = length >> 7; rest > 0; rest >>= 7) room++;
        Reserve(room);
        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(start + room));
        _length = start;
        WriteVarint((ulong)length);
        _length += length;
    }

    public void WriteLabel(int field, string name, string value)
    {
        var start = Begin(field);
        WriteText(1, name);
        WriteText(2, value);
        End(start);
    }

    public void WriteTime(int field, long timestampMs)
    {
        var start = Begin(field);
        var seconds = Math.DivRem(timestampMs, 1000, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + 1000);
        if (seconds != 0) WriteVarint(1, (ulong)seconds);
        if (rest != 0) WriteVarint(2, (ulong)(rest * 1_000_000));
        End(start);
    }

    private void WriteTag(int field, int wireType) => WriteVarint((ulong)(field << 3 | wireType));

    private void WriteVarint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
