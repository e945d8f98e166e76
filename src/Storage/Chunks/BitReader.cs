using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hotaru.Storage.Chunks;

/// <summary>Reads what <see cref="BitWriter"/> wrote. Reading past the end throws.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;
    private ulong _window;
    private int _count;

    /// <summary>Whole bytes that were touched; where the next thing behind the bits begins.</summary>
    public readonly int BytesRead => _next - _count / 8;

    /// <summary>Up to 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits(int count)
    {
        if (count > 32) return Short(32) | (Short(count - 32) << 32);
        return Short(count);
    }

    /// <summary>Up to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Short(int count)
    {
        if (_count < count) Refill(count);
        var value = _window & ((1UL << count) - 1);
        _window >>= count;
        _count -= count;
        return value;
    }

    /// <summary>How many ones come before the next zero; throws above the limit.</summary>
    public int Unary(int limit = 4096)
    {
        var ones = 0;
        while (true)
        {
            if (_count == 0) Refill(1);
            var run = BitOperations.TrailingZeroCount(~_window);
            if (run < _count)
            {
                _window >>= run + 1;
                _count -= run + 1;
                return ones + run;
            }

            ones += _count;
            if (ones > limit) throw new CorruptDataException("a run is too long");
            (_window, _count) = (0, 0);
        }
    }

    public ulong Gamma()
    {
        var length = Unary(63);
        if (length > 63) throw new CorruptDataException("a number is too long");
        return ((1UL << length) | Bits(length)) - 1;
    }

    private void Refill(int needed)
    {
        if (_next + 8 <= _bytes.Length)
        {
            // As many whole bytes as fit above the bits that are there (which are fewer than 32).
            var word = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_next..]);
            var taken = (63 - _count) >> 3;
            _window |= (word & (ulong.MaxValue >> (64 - (taken << 3)))) << _count;
            _next += taken;
            _count += taken << 3;
            return;
        }

        while (_count <= 55 && _next < _bytes.Length)
        {
            _window |= (ulong)_bytes[_next++] << _count;
            _count += 8;
        }

        if (_count < needed) throw new CorruptDataException("it ends too early");
    }
}
