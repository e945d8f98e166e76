using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Remote;

/// <summary>
/// Writes protobuf's wire format into one growing buffer; messages within are closed by their length.
/// </summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public int Length => _bytes.WrittenCount;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _bytes.Advance(length);
    }

    public void Varint(int field, ulong value)
    {
        Varint(ProtoTag.Of(field, ProtoTag.VarintType));
        Varint(value);
    }

    public void ZigZag(int field, long value) => Varint(field, ZigZag(value));

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>Bytes that a varint takes.</summary>
    public static int VarintLength(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7) length++;
        return length;
    }

    public void Double(int field, double value)
    {
        Varint(ProtoTag.Of(field, ProtoTag.Fixed64Type));
        Double(value);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void Text(int field, string text)
    {
        Varint(ProtoTag.Of(field, ProtoTag.BytesType));
        Varint((ulong)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _bytes);
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(ProtoTag.Of(field, ProtoTag.BytesType));
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }
}
