namespace Hotaru.Remote;

/// <summary>Writes bits, the highest first, as Prometheus's chunks have them.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = new(128);
    private int _free;

    public byte[] ToArray() => [.. _bytes];

    public int Length => _bytes.Count;

    public void Clear()
    {
        _bytes.Clear();
        _free = 0;
    }

    /// <summary>Sets a byte that was written on a whole boundary, such as a count at the beginning.</summary>
    public void Set(int position, byte value) => _bytes[position] = value;

    public void Bit(bool bit)
    {
        if (_free == 0)
        {
            _bytes.Add(0);
            _free = 8;
        }

        _free--;
        if (bit) _bytes[^1] |= (byte)(1 << _free);
    }

    /// <summary>The lowest bits of a number.</summary>
    public void Bits(ulong value, int count)
    {
        while (count > 0)
        {
            if (_free == 0)
            {
                _bytes.Add(0);
                _free = 8;
            }

            var taken = Math.Min(_free, count);
            var part = (value >> (count - taken)) & ((1UL << taken) - 1);
            _bytes[^1] |= (byte)(part << (_free - taken));
            _free -= taken;
            count -= taken;
        }
    }

    public void Byte(byte value) => Bits(value, 8);

    public void Double(double value) => Bits(BitConverter.DoubleToUInt64Bits(value), 64);

    /// <summary>A varint in bytes, as encoding/binary writes it.</summary>
    public void Uvarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void Varint(long value) => Uvarint(ProtoWriter.ZigZag(value));
}
