using System.Numerics;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Prometheus's chunk of float samples: delta-of-delta times and XORed values. Source: Prometheus's
/// tsdb/docs/format/chunks.md.
/// </summary>
internal sealed class XorChunk
{
    public const int MaxSamples = 120;
    private const byte NoWindow = 0xFF;
    private readonly BitWriter _bits = new();
    private int _leading;
    private int _trailing;

    /// <summary>Encodes some samples of a buffer, all of them floats.</summary>
    public byte[] Encode(SampleBuffer buffer, int from, int count)
    {
        _bits.Clear();
        (_leading, _trailing) = (NoWindow, 0);
        _bits.Bits((ulong)count, 16);
        _bits.Varint(buffer.Timestamps[from]);
        _bits.Double(buffer.Values[from]);
        long delta = 0;
        for (var i = from + 1; i < from + count; i++)
        {
            var next = buffer.Timestamps[i] - buffer.Timestamps[i - 1];
            if (i == from + 1) _bits.Uvarint((ulong)next);
            else DeltaOfDelta(next - delta);
            delta = next;
            Xor(buffer.Values[i], buffer.Values[i - 1]);
        }

        return _bits.ToArray();
    }

    private void DeltaOfDelta(long change)
    {
        if (change == 0) _bits.Bit(false);
        else if (Fits(change, 14)) Prefixed(0b10, 2, change, 14);
        else if (Fits(change, 17)) Prefixed(0b110, 3, change, 17);
        else if (Fits(change, 20)) Prefixed(0b1110, 4, change, 20);
        else Prefixed(0b1111, 4, change, 64);
    }

    private void Prefixed(ulong prefix, int prefixBits, long value, int bits)
    {
        _bits.Bits(prefix, prefixBits);
        _bits.Bits((ulong)value, bits);
    }

    private void Xor(double value, double former)
    {
        var changed = BitConverter.DoubleToUInt64Bits(value) ^ BitConverter.DoubleToUInt64Bits(former);
        if (changed == 0)
        {
            _bits.Bit(false);
            return;
        }

        _bits.Bit(true);
        // Five bits hold the leading zeros.
        var leading = Math.Min(BitOperations.LeadingZeroCount(changed), 31);
        var trailing = BitOperations.TrailingZeroCount(changed);
        if (_leading != NoWindow && leading >= _leading && trailing >= _trailing)
        {
            _bits.Bit(false);
            _bits.Bits(changed >> _trailing, 64 - _leading - _trailing);
            return;
        }

        (_leading, _trailing) = (leading, trailing);
        _bits.Bit(true);
        _bits.Bits((ulong)leading, 5);
        // 64 significant bits are written as 0, which they cannot be.
        var significant = 64 - leading - trailing;
        _bits.Bits((ulong)significant & 63, 6);
        _bits.Bits(changed >> trailing, significant);
    }

    internal static bool Fits(long value, int bits) =>
        value >= -((1L << (bits - 1)) - 1) && value <= 1L << (bits - 1);
}
