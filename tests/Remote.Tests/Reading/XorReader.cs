using Hotaru.Model;

namespace Hotaru.Remote.Tests.Reading;

/// <summary>Reads a chunk of float samples back, by the format's description.</summary>
internal sealed class XorReader(byte[] chunk)
{
    private int _at;
    private int _leading;
    private int _trailing;

    public static IReadOnlyList<Sample> Read(byte[] chunk) => new XorReader(chunk).All();

    private List<Sample> All()
    {
        var count = (int)Bits(16);
        var samples = new List<Sample>();
        long time = 0, delta = 0;
        ulong value = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0)
            {
                var zigZag = Uvarint();
                time = (long)(zigZag >> 1) ^ -(long)(zigZag & 1);
                value = Bits(64);
            }
            else
            {
                delta = i == 1 ? (long)Uvarint() : delta + DeltaOfDelta();
                time += delta;
                value ^= Xor();
            }

            samples.Add(new Sample(time, BitConverter.UInt64BitsToDouble(value)));
        }

        return samples;
    }

    private long DeltaOfDelta()
    {
        var width = Bits(1) == 0 ? 0 : Bits(1) == 0 ? 14 : Bits(1) == 0 ? 17 : Bits(1) == 0 ? 20 : 64;
        if (width is 0 or 64) return width == 0 ? 0 : (long)Bits(64);
        var bits = (long)Bits(width);
        return bits > 1L << (width - 1) ? bits - (1L << width) : bits;
    }

    private ulong Xor()
    {
        if (Bits(1) == 0) return 0;
        if (Bits(1) == 1)
        {
            _leading = (int)Bits(5);
            var significant = (int)Bits(6);
            _trailing = 64 - _leading - (significant == 0 ? 64 : significant);
        }

        return Bits(64 - _leading - _trailing) << _trailing;
    }

    private ulong Uvarint()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Bits(8);
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    private ulong Bits(int count)
    {
        ulong value = 0;
        for (var i = 0; i < count; i++, _at++)
            value = (value << 1) | ((uint)chunk[_at / 8] >> (7 - _at % 8) & 1);
        return value;
    }
}
