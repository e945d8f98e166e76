using Hotaru.Model;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Doubles that no integer stands for, kept by their position: a gap, a name, and bits where it has none.
/// </summary>
internal static class SpecialValues
{
    private const byte Bits = 0;

    private static readonly ulong[] Named =
    [
        0, StaleMarker.Bits, StaleMarker.NormalNaNBits,
        0x7ff0000000000000, 0xfff0000000000000, 0x8000000000000000,
    ];

    public static bool Is(double value) =>
        !double.IsFinite(value) || (value == 0 && double.IsNegative(value));

    public static void Write(ByteWriter writer, ReadOnlySpan<double> values)
    {
        var last = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (!Is(values[i])) continue;
            writer.Unsigned((ulong)(i - last - 1));
            last = i;
            var bits = BitConverter.DoubleToUInt64Bits(values[i]);
            var name = Array.IndexOf(Named, bits);
            writer.Byte(name > 0 ? (byte)name : Bits);
            if (name <= 0) writer.Fixed64(bits);
        }
    }

    public static void Read(ref ByteReader reader, Span<double> values)
    {
        var count = reader.Count(values.Length);
        var position = -1;
        for (var i = 0; i < count; i++)
        {
            position += 1 + reader.Count(values.Length);
            if (position >= values.Length) throw new CorruptDataException("a position is outside");
            var name = reader.Byte();
            if (name >= Named.Length) throw new CorruptDataException("a special value is unknown");
            values[position] = BitConverter.UInt64BitsToDouble(name == Bits ? reader.Fixed64() : Named[name]);
        }
    }
}
