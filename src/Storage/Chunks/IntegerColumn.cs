using System.Buffers;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// A column of 64-bit integers: the first, a common divisor of the steps, a prediction (none, the number
/// before, or the step before) and the residuals in the cheapest mode. The caller keeps the count. All
/// arithmetic wraps, so every column comes back as it was.
/// </summary>
internal static class IntegerColumn
{
    private const int DivisorFlag = 0x20;

    public static void Write(ByteWriter writer, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;
        var count = values.Length - 1;
        var buffer = ArrayPool<long>.Shared.Rent(Math.Max(1, 3 * count));
        var level = buffer.AsSpan(0, count);
        var divisor = Steps(values, level);
        var first = buffer.AsSpan(count, count);
        var second = buffer.AsSpan(2 * count, Math.Max(0, count - 1));
        Differences(level, first, second);

        var plans = (Level: ResidualPlanner.Plan(level), First: ResidualPlanner.Plan(first),
            Second: ResidualPlanner.Plan(second));
        var order = plans.Level.CostBits <= plans.First.CostBits ? 0 : 1;
        // The step before needs one more number to begin with.
        if (count > 1 && plans.Second.CostBits + 16 < Math.Min(plans.Level.CostBits, plans.First.CostBits))
            order = 2;
        var plan = order switch { 0 => plans.Level, 1 => plans.First, _ => plans.Second };
        writer.Byte((byte)(order | ((int)plan.Mode << 2) | (divisor > 1 ? DivisorFlag : 0)));
        writer.Signed(values[0]);
        if (divisor > 1) writer.Unsigned(divisor);
        if (order == 2) writer.Signed(first[0]);
        ResidualCode.Write(writer, order switch { 0 => level, 1 => first, _ => second }, plan);
        ArrayPool<long>.Shared.Return(buffer);
    }

    public static void Read(ref ByteReader reader, Span<long> values)
    {
        if (values.IsEmpty) return;
        var head = reader.Byte();
        var order = head & 3;
        var mode = (ResidualMode)((head >> 2) & 7);
        if (order == 3 || head >= 0x40) throw new CorruptDataException("its column head is unknown");
        var start = reader.Signed();
        var divisor = (head & DivisorFlag) != 0 ? (long)reader.Unsigned() : 1;
        values[0] = start;
        var rest = values[1..];
        if (order == 2)
        {
            if (rest.IsEmpty) throw new CorruptDataException("its column is too short");
            rest[0] = reader.Signed();
            ResidualCode.Read(ref reader, mode, rest[1..]);
            for (var i = 1; i < rest.Length; i++) rest[i] = unchecked(rest[i] + rest[i - 1]);
        }
        else
        {
            ResidualCode.Read(ref reader, mode, rest);
        }

        Restore(rest, order, start, divisor);
    }

    /// <summary>The distances from the first number, divided by what divides them all.</summary>
    private static ulong Steps(ReadOnlySpan<long> values, Span<long> level)
    {
        ulong divisor = 0;
        for (var i = 0; i < level.Length; i++)
        {
            level[i] = unchecked(values[i + 1] - values[0]);
            if (divisor != 1 && level[i] != 0) divisor = Divisor(divisor, Magnitude(level[i]));
        }

        // Above this a division would not be undone by a wrapping multiplication.
        if (divisor is < 2 or > long.MaxValue) return 1;
        foreach (ref var value in level) value /= (long)divisor;
        return divisor;
    }

    private static void Differences(ReadOnlySpan<long> level, Span<long> first, Span<long> second)
    {
        long before = 0;
        for (var i = 0; i < level.Length; i++)
        {
            first[i] = unchecked(level[i] - before);
            before = level[i];
            if (i > 0) second[i - 1] = unchecked(first[i] - first[i - 1]);
        }
    }

    private static void Restore(Span<long> rest, int order, long start, long divisor)
    {
        if (order == 0)
        {
            foreach (ref var value in rest) value = unchecked(start + value * divisor);
            return;
        }

        var sum = start;
        if (divisor == 1)
        {
            foreach (ref var value in rest) value = sum = unchecked(sum + value);
            return;
        }

        foreach (ref var value in rest) value = sum = unchecked(sum + value * divisor);
    }

    private static ulong Magnitude(long value) => value < 0 ? unchecked((ulong)-value) : (ulong)value;

    private static ulong Divisor(ulong a, ulong b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
