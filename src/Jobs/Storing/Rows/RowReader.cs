using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Jobs;

/// <summary>
/// Reads what <see cref="RowWriter"/> wrote; throws <see cref="BadRowException"/> where it is damaged.
/// </summary>
internal ref struct RowReader
{
    private ReadOnlySpan<byte> _rest;

    private RowReader(ReadOnlySpan<byte> rest) => _rest = rest;

    /// <summary>Begins behind the checksum's proof that the row is whole and under its own key.</summary>
    public static RowReader Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        if (row.Length <= sizeof(uint)) throw new BadRowException($"it has {row.Length} bytes only");
        var body = row[..^sizeof(uint)];
        if (BinaryPrimitives.ReadUInt32LittleEndian(row[^sizeof(uint)..]) != RowWriter.Checksum(key, body))
            throw new BadRowException("its checksum is wrong");
        return new RowReader(body);
    }

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)_rest.Length) throw new BadRowException("it ends too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new BadRowException("a number is too long");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Number() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(sizeof(double)));

    public ReadOnlySpan<byte> Block() => Bytes((int)Math.Min(Unsigned(), int.MaxValue));

    public string Text() => Encoding.UTF8.GetString(Block());
}
