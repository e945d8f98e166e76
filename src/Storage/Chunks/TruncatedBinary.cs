using System.Numerics;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Numbers from 0 to a range in as few bits as a fixed code can: where the count of numbers is not a power of
/// two, the lower ones take a bit less.
/// </summary>
internal readonly struct TruncatedBinary
{
    private readonly int _bits;
    private readonly ulong _short;

    public TruncatedBinary(ulong range)
    {
        // With range + 1 = 2^64 numbers every one takes 64 bits, and none is short.
        _bits = range == ulong.MaxValue ? 64 : BitOperations.Log2(range + 1);
        _short = _bits >= 63 ? unchecked(0UL - (range + 1)) : (2UL << _bits) - (range + 1);
        if (range == ulong.MaxValue) _short = ulong.MaxValue;
    }

    public static long Cost(ReadOnlySpan<ulong> values, ulong range)
    {
        var code = new TruncatedBinary(range);
        var cost = (long)code._bits * values.Length;
        if (code._bits == 64) return cost;
        foreach (var value in values)
        {
            if (value >= code._short) cost++;
        }

        return cost;
    }

    public void Write(ref BitWriter bits, ulong value)
    {
        if (_bits == 64 || value < _short)
        {
            bits.Bits(value, _bits);
            return;
        }

        var code = unchecked(value + _short);
        bits.Bits(code >> 1, _bits);
        bits.Bits(code & 1, 1);
    }

    public ulong Read(ref BitReader bits)
    {
        var value = bits.Bits(_bits);
        if (_bits == 64 || value < _short) return value;
        return ((value << 1) | bits.Short(1)) - _short;
    }

    public void Read(ref BitReader bits, Span<long> values, long origin)
    {
        if (_bits > 31)
        {
            foreach (ref var value in values) value = unchecked(origin + (long)Read(ref bits));
            return;
        }

        foreach (ref var value in values)
        {
            var code = bits.Short(_bits);
            if (code >= _short) code = ((code << 1) | bits.Short(1)) - _short;
            value = origin + (long)code;
        }
    }
}
