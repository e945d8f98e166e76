using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Remote.Tests.Receiving;

/// <summary>
/// Builds protobuf messages by hand, so that the reader is tested against the format and not a twin.
/// </summary>
internal sealed class ProtoBytes
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ProtoBytes Varint(int field, long value) => Raw((ulong)field << 3).Raw((ulong)value);

    public ProtoBytes ZigZag(int field, long value) =>
        Raw((ulong)field << 3).Raw((ulong)((value << 1) ^ (value >> 63)));

    public ProtoBytes Double(int field, double value)
    {
        Raw(((ulong)field << 3) | 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtoBytes Fixed64(int field, ulong value) =>
        Double(field, BitConverter.UInt64BitsToDouble(value));

    public ProtoBytes Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtoBytes Bytes(int field, byte[] bytes)
    {
        Raw(((ulong)field << 3) | 2).Raw((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtoBytes Message(int field, Action<ProtoBytes> fill)
    {
        var inner = new ProtoBytes();
        fill(inner);
        return Bytes(field, inner.ToArray());
    }

    public ProtoBytes Packed(int field, params ReadOnlySpan<ulong> values)
    {
        var inner = new ProtoBytes();
        foreach (var value in values) inner.Raw(value);
        return Bytes(field, inner.ToArray());
    }

    public ProtoBytes Raw(ulong varint)
    {
        for (; varint >= 0x80; varint >>= 7) _bytes.Add((byte)(varint | 0x80));
        _bytes.Add((byte)varint);
        return this;
    }
}
