using System.Buffers;
using System.Numerics;

namespace Hotaru.Storage.Chunks;

/// <summary>Finds the cheapest mode for residuals: the costs are counted, not estimated.</summary>
internal static class ResidualPlanner
{
    private const int OriginBits = 16;

    public static ResidualPlan Plan(ReadOnlySpan<long> residuals, bool maySparse = true)
    {
        if (residuals.IsEmpty) return new ResidualPlan(ResidualMode.Constant, 0, 0, 0, 0);
        long least = residuals[0], greatest = residuals[0], candidate = residuals[0];
        var lead = 0;
        foreach (var residual in residuals)
        {
            least = Math.Min(least, residual);
            greatest = Math.Max(greatest, residual);
            if (residual == candidate) lead++;
            else if (--lead < 0) (candidate, lead) = (residual, 1);
        }

        if (least == greatest) return new ResidualPlan(ResidualMode.Constant, least, 0, 0, OriginBits);
        var scratch = ArrayPool<ulong>.Shared.Rent(residuals.Length);
        var best = Dense(residuals, least, greatest, scratch.AsSpan(0, residuals.Length));
        ArrayPool<ulong>.Shared.Return(scratch);
        return maySparse ? Cheaper(best, Sparse(residuals, candidate)) : best;
    }

    /// <summary>The numbers other than the one nearly everywhere, and the gaps before them.</summary>
    public static int Exceptions(
        ReadOnlySpan<long> residuals, long common, Span<long> exceptions, Span<ulong> gaps)
    {
        var count = 0;
        var last = -1;
        for (var i = 0; i < residuals.Length; i++)
        {
            if (residuals[i] == common) continue;
            exceptions[count] = residuals[i];
            gaps[count++] = (ulong)(i - last - 1);
            last = i;
        }

        return count;
    }

    private static ResidualPlan Dense(
        ReadOnlySpan<long> residuals, long least, long greatest, Span<ulong> scratch)
    {
        var range = unchecked((ulong)greatest - (ulong)least);
        for (var i = 0; i < residuals.Length; i++)
            scratch[i] = unchecked((ulong)residuals[i] - (ulong)least);
        var best = new ResidualPlan(
            ResidualMode.Range, least, range, 0, TruncatedBinary.Cost(scratch, range) + 2 * OriginBits);
        best = Cheaper(best, Rice(ResidualMode.RiceAbove, least, scratch));

        var middle = Middle(residuals);
        for (var i = 0; i < residuals.Length; i++)
            scratch[i] = ZigZag.Encode(unchecked(residuals[i] - middle));
        return Cheaper(best, Rice(ResidualMode.RiceAround, middle, scratch));
    }

    private static ResidualPlan Rice(ResidualMode mode, long origin, ReadOnlySpan<ulong> distances)
    {
        double sum = 0;
        foreach (var distance in distances) sum += distance;
        var (parameter, cost) = RiceCode.Best(distances, sum / distances.Length);
        return new ResidualPlan(mode, origin, 0, parameter, cost + OriginBits);
    }

    private static ResidualPlan? Sparse(ReadOnlySpan<long> residuals, long common)
    {
        var others = 0;
        foreach (var residual in residuals)
        {
            if (residual != common) others++;
        }

        if (others * 2 > residuals.Length) return null;
        var exceptions = ArrayPool<long>.Shared.Rent(others);
        var gaps = ArrayPool<ulong>.Shared.Rent(others);
        Exceptions(residuals, common, exceptions, gaps);
        var inner = Plan(exceptions.AsSpan(0, others), maySparse: false);
        var (parameter, cost) = RiceCode.Best(
            gaps.AsSpan(0, others), (double)(residuals.Length - others) / others);
        ArrayPool<long>.Shared.Return(exceptions);
        ArrayPool<ulong>.Shared.Return(gaps);
        return new ResidualPlan(
            ResidualMode.Sparse, common, 0, parameter, inner.CostBits + cost + 2 * OriginBits);
    }

    private static ResidualPlan Cheaper(ResidualPlan known, ResidualPlan? other) =>
        other is { } found && found.CostBits < known.CostBits ? found : known;

    /// <summary>The median of up to 33 evenly spread residuals: near enough, and cheap.</summary>
    private static long Middle(ReadOnlySpan<long> residuals)
    {
        Span<long> picked = stackalloc long[33];
        var count = Math.Min(picked.Length, residuals.Length);
        for (var i = 0; i < count; i++) picked[i] = residuals[(int)((long)i * residuals.Length / count)];
        picked = picked[..count];
        picked.Sort();
        return picked[count / 2];
    }
}
