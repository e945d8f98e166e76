using System.Numerics;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Values of one series in the journal: distances of scaled integers from what was expected, in Rice codes
/// whose parameter follows what came before, or the changed bits of a double. Writer and reader run the same
/// steps on the same state.
/// </summary>
internal static class JournalValues
{
    /// <summary>So many ones in place of a quotient announce something other than a difference.</summary>
    private const int Escape = 24;

    private const ulong PlainBits = 0;
    private const ulong NewScale = 1;
    private const ulong Full = 2;
    private const int ScaleBits = 5;
    private const int MostTried = 9;
    private const ulong MagnitudeLimit = 1UL << 50;
    private const long StepLimit = 1L << 50;

    public static void Write(ref BitWriter bits, ref JournalState state, double value)
    {
        if (state.Scale < 0)
        {
            WriteFull(ref bits, ref state, value);
            return;
        }

        if (DecimalScale.TryScale(value, state.Scale, out var integer))
        {
            var (expected, parameter) = Expect(state);
            var distance = ZigZag.Encode(integer - expected);
            if (distance >> parameter < Escape)
            {
                bits.Unary((int)(distance >> parameter));
                bits.Bits(distance & ((1UL << parameter) - 1), parameter);
            }
            else
            {
                WriteScale(ref bits, state.Scale, integer);
            }

            Follow(ref state, integer);
            return;
        }

        WriteEscaped(ref bits, ref state, value);
    }

    public static double Read(ref BitReader bits, ref JournalState state)
    {
        if (state.Scale < 0) return ReadFull(ref bits, ref state);
        var (expected, parameter) = Expect(state);
        var quotient = bits.Unary(Escape);
        if (quotient < Escape)
        {
            var distance = ((ulong)quotient << parameter) | bits.Bits(parameter);
            var integer = unchecked(expected + ZigZag.Decode(distance));
            Follow(ref state, integer);
            return DecimalScale.Value(integer, state.Scale);
        }

        switch (bits.Short(2))
        {
            case PlainBits:
                return BitConverter.UInt64BitsToDouble(bits.Bits(64));
            case NewScale:
                return ReadScale(ref bits, ref state);
            case Full:
                var full = bits.Bits(64);
                state.Restart(-1, (long)full);
                return BitConverter.UInt64BitsToDouble(full);
            default:
                throw new CorruptDataException("an escape is unknown");
        }
    }

    private static void WriteEscaped(ref BitWriter bits, ref JournalState state, double value)
    {
        var raw = BitConverter.DoubleToUInt64Bits(value);
        if (SpecialValues.Is(value))
        {
            bits.Unary(Escape);
            bits.Bits(PlainBits, 2);
            bits.Bits(raw, 64);
            return;
        }

        if (TryScale(value, state.Scale, out var scale, out var integer))
        {
            WriteScale(ref bits, scale, integer);
            state.Restart(scale, integer);
            return;
        }

        bits.Unary(Escape);
        bits.Bits(Full, 2);
        bits.Bits(raw, 64);
        state.Restart(-1, (long)raw);
    }

    /// <summary>With no scale: a zero and the bits that changed, or a one and a scale.</summary>
    private static void WriteFull(ref BitWriter bits, ref JournalState state, double value)
    {
        if (!SpecialValues.Is(value) && TryScale(value, -1, out var scale, out var integer))
        {
            bits.Bits(1, 1);
            bits.Bits((ulong)scale, ScaleBits);
            bits.Gamma(ZigZag.Encode(integer));
            state.Restart(scale, integer);
            return;
        }

        var raw = BitConverter.DoubleToUInt64Bits(value);
        var changed = raw ^ (ulong)state.Last;
        var zeros = Math.Min(63, BitOperations.LeadingZeroCount(changed));
        bits.Bits(0, 1);
        bits.Bits((ulong)zeros, 6);
        bits.Bits(changed, 64 - zeros);
        state.Last = (long)raw;
    }

    private static double ReadFull(ref BitReader bits, ref JournalState state)
    {
        if (bits.Short(1) == 1)
        {
            var scale = (int)bits.Short(ScaleBits);
            if (scale > DecimalScale.MostOfAll) throw new CorruptDataException("a scale is unknown");
            var integer = ZigZag.Decode(bits.Gamma());
            state.Restart((sbyte)scale, integer);
            return DecimalScale.Value(integer, scale);
        }

        var zeros = (int)bits.Short(6);
        state.Last ^= (long)bits.Bits(64 - zeros);
        return BitConverter.Int64BitsToDouble(state.Last);
    }

    private static void WriteScale(ref BitWriter bits, int scale, long integer)
    {
        bits.Unary(Escape);
        bits.Bits(NewScale, 2);
        bits.Bits((ulong)scale, ScaleBits);
        bits.Gamma(ZigZag.Encode(integer));
    }

    private static double ReadScale(ref BitReader bits, ref JournalState state)
    {
        var scale = (sbyte)bits.Short(ScaleBits);
        if (scale > DecimalScale.MostOfAll) throw new CorruptDataException("a scale is unknown");
        var integer = ZigZag.Decode(bits.Gamma());
        if (scale == state.Scale) Follow(ref state, integer);
        else state.Restart(scale, integer);
        return DecimalScale.Value(integer, scale);
    }

    private static bool TryScale(double value, int below, out sbyte scale, out long integer)
    {
        for (var tried = below + 1; tried <= MostTried; tried++)
        {
            scale = (sbyte)tried;
            if (DecimalScale.TryScale(value, tried, out integer)) return true;
        }

        for (var tried = Math.Max(below, DecimalScale.Most) + 1; tried <= DecimalScale.Most + 3; tried++)
        {
            scale = (sbyte)tried;
            if (DecimalScale.TryScale(value, tried, out integer)) return true;
        }

        (scale, integer) = (-1, 0);
        return false;
    }

    /// <summary>
    /// The integer to come: the last one, or the last one and the drift, whichever was nearer of late.
    /// Counters drift, and those that mostly rest do not.
    /// </summary>
    private static (long Expected, int Parameter) Expect(in JournalState state) =>
        state.DriftMagnitudes < state.Magnitudes
            ? (state.Last + (state.Drift >> 3), Parameter(state.DriftMagnitudes))
            : (state.Last, Parameter(state.Magnitudes));

    private static void Follow(ref JournalState state, long integer)
    {
        var step = unchecked(integer - state.Last);
        var mean = state.Drift >> 3;
        Average(ref state.Magnitudes, ZigZag.Encode(step));
        Average(ref state.DriftMagnitudes, ZigZag.Encode(unchecked(step - mean)));
        state.Drift += Math.Clamp(step, -StepLimit, StepLimit) - mean;
        state.Last = integer;
    }

    private static void Average(ref ulong magnitudes, ulong distance) =>
        magnitudes = magnitudes - (magnitudes >> 3) + Math.Min(distance, MagnitudeLimit);

    /// <summary>
    /// The logarithm of 0.69 times the mean: where a geometric distribution has its best Rice code.
    /// </summary>
    private static int Parameter(ulong magnitudes)
    {
        var scaled = (magnitudes * 11) >> 7;
        return scaled == 0 ? 0 : BitOperations.Log2(scaled);
    }
}
