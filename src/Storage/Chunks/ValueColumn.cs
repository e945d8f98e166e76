using System.Buffers;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// A column of doubles as integers: by a power of ten where the numbers have few decimals, else by a power of
/// two or by the order of their bits, whichever is cheaper. Numbers that are no integers in any of these ways
/// (NaN, infinities, negative zero) are set aside with their positions. Every bit comes back.
/// </summary>
internal static class ValueColumn
{
    private const byte DecimalKind = 0;
    private const byte BinaryKind = 1;
    private const byte OrderKind = 2;
    private const byte SpecialFlag = 0x80;

    public static void Write(ByteWriter writer, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return;
        var plain = ArrayPool<double>.Shared.Rent(values.Length);
        var integers = ArrayPool<long>.Shared.Rent(values.Length);
        var specials = Split(values, plain);
        var flag = specials > 0 ? SpecialFlag : (byte)0;
        var column = integers.AsSpan(0, values.Length);
        var scale = DecimalScale.TryScale(plain.AsSpan(0, values.Length), column);
        if (scale >= 0)
        {
            writer.Byte((byte)(DecimalKind | (scale << 2) | flag));
            IntegerColumn.Write(writer, column);
        }
        else
        {
            WriteFull(writer, plain.AsSpan(0, values.Length), column, flag);
        }

        if (specials > 0) WriteSpecials(writer, values, specials);
        ArrayPool<double>.Shared.Return(plain);
        ArrayPool<long>.Shared.Return(integers);
    }

    public static void Read(ref ByteReader reader, Span<double> values)
    {
        if (values.IsEmpty) return;
        var head = reader.Byte();
        var integers = ArrayPool<long>.Shared.Rent(values.Length);
        var column = integers.AsSpan(0, values.Length);
        var kind = head & 3;
        var scale = (head & ~SpecialFlag) >> 2;
        var exponent = kind == BinaryKind ? reader.Signed() : 0;
        if (kind == 3 || scale > DecimalScale.MostOfAll || Math.Abs(exponent) > 2000)
            throw new CorruptDataException("its scale is unknown");
        IntegerColumn.Read(ref reader, column);
        if (kind == DecimalKind) DecimalScale.Restore(column, scale, values);
        else if (kind == BinaryKind) BinaryScale.Restore(column, (int)exponent, values);
        else RestoreOrder(column, values);
        ArrayPool<long>.Shared.Return(integers);
        if ((head & SpecialFlag) != 0) SpecialValues.Read(ref reader, values);
    }

    private static void WriteFull(
        ByteWriter writer, ReadOnlySpan<double> plain, Span<long> integers, byte flag)
    {
        var start = writer.Length;
        for (var i = 0; i < plain.Length; i++)
            integers[i] = Ordered(BitConverter.DoubleToInt64Bits(plain[i]));
        writer.Byte((byte)(OrderKind | flag));
        IntegerColumn.Write(writer, integers);

        var exponent = BinaryScale.TryScale(plain, integers);
        if (exponent == BinaryScale.None) return;
        var other = new ByteWriter(writer.Length - start + 64);
        other.Byte((byte)(BinaryKind | flag));
        other.Signed(exponent);
        IntegerColumn.Write(other, integers);
        if (other.Length > writer.Length - start) return;
        writer.Truncate(start);
        writer.Bytes(other.Written);
    }

    /// <summary>
    /// Copies the values; each special one is replaced by the one before it. Gives their number.
    /// </summary>
    private static int Split(ReadOnlySpan<double> values, Span<double> plain)
    {
        var count = 0;
        double before = 0;
        var begun = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (SpecialValues.Is(values[i]))
            {
                count++;
                plain[i] = before;
                continue;
            }

            if (!begun) plain[..i].Fill(values[i]);
            begun = true;
            plain[i] = before = values[i];
        }

        return count;
    }

    private static void WriteSpecials(ByteWriter writer, ReadOnlySpan<double> values, int count)
    {
        writer.Unsigned((ulong)count);
        SpecialValues.Write(writer, values);
    }

    /// <summary>Bits in the order of the numbers they stand for.</summary>
    private static long Ordered(long bits) => bits ^ ((bits >> 63) & long.MaxValue);

    private static void RestoreOrder(ReadOnlySpan<long> integers, Span<double> values)
    {
        for (var i = 0; i < integers.Length; i++)
            values[i] = BitConverter.Int64BitsToDouble(Ordered(integers[i]));
    }
}
