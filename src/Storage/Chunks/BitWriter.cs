using System.Buffers.Binary;
using System.Numerics;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Bits into a <see cref="ByteWriter"/>, lowest bit first. <see cref="Flush"/> pads the last byte.
/// </summary>
internal ref struct BitWriter(ByteWriter target, ulong pending = 0, int count = 0)
{
    private ulong _pending = pending;
    private int _count = count;

    public readonly ulong Pending => _pending;

    public readonly int PendingCount => _count;

    /// <summary>The lowest bits of a value; the bits above them must be zero.</summary>
    public void Bits(ulong value, int count)
    {
        if (count > 32)
        {
            Bits(value & uint.MaxValue, 32);
            value >>= 32;
            count -= 32;
        }

        _pending |= value << _count;
        _count += count;
        if (_count < 32) return;
        BinaryPrimitives.WriteUInt32LittleEndian(target.Room(4), (uint)_pending);
        target.Advance(4);
        _pending >>= 32;
        _count -= 32;
    }

    /// <summary>Ones, and a zero behind them.</summary>
    public void Unary(int ones)
    {
        for (; ones >= 24; ones -= 24) Bits((1u << 24) - 1, 24);
        Bits((1u << ones) - 1, ones + 1);
    }

    /// <summary>Elias gamma of value + 1: small numbers in few bits.</summary>
    public void Gamma(ulong value)
    {
        value++;
        var length = BitOperations.Log2(value);
        Unary(length);
        Bits(value ^ (1UL << length), length);
    }

    public void Flush()
    {
        for (; _count > 0; _count -= 8)
        {
            target.Byte((byte)_pending);
            _pending >>= 8;
        }

        (_pending, _count) = (0, 0);
    }
}
