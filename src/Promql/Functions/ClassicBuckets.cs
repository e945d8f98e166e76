namespace Hotaru.Promql;

/// <summary>Quantiles of classic buckets.</summary>
internal static class ClassicBuckets
{
    /// <summary>A difference that rounding explains.</summary>
    private const double Tolerance = 1e-12;

    /// <param name="buckets">Sorted by their bounds; they are changed.</param>
    /// <param name="fix">What had to be mended so that counts do not fall; its times are not set.</param>
    public static double Quantile(double q, List<ClassicBucket> buckets, out MonotonicityFix? fix)
    {
        fix = null;
        if (double.IsNaN(q)) return double.NaN;
        if (q < 0) return double.NegativeInfinity;
        if (q > 1) return double.PositiveInfinity;
        if (!double.IsPositiveInfinity(buckets[^1].UpperBound)) return double.NaN;
        Coalesce(buckets);
        fix = MakeMonotonic(buckets);
        var observations = buckets[^1].Count;
        if (buckets.Count < 2 || observations == 0) return double.NaN;
        var rank = q * observations;
        var at = 0;
        while (at < buckets.Count - 1 && !(buckets[at].Count >= rank)) at++;
        if (at == buckets.Count - 1) return buckets[^2].UpperBound;
        if (at == 0 && buckets[0].UpperBound <= 0) return buckets[0].UpperBound;
        var (start, end, count) = (0.0, buckets[at].UpperBound, buckets[at].Count);
        if (at > 0)
        {
            start = buckets[at - 1].UpperBound;
            count -= buckets[at - 1].Count;
            rank -= buckets[at - 1].Count;
        }

        return start + (end - start) * (rank / count);
    }

    /// <summary>Buckets with the same bound become one.</summary>
    public static void Coalesce(List<ClassicBucket> buckets)
    {
        var last = 0;
        for (var i = 1; i < buckets.Count; i++)
        {
            if (buckets[i].UpperBound == buckets[last].UpperBound)
                buckets[last] = buckets[last] with { Count = buckets[last].Count + buckets[i].Count };
            else buckets[++last] = buckets[i];
        }

        buckets.RemoveRange(last + 1, buckets.Count - last - 1);
    }

    private static MonotonicityFix? MakeMonotonic(List<ClassicBucket> buckets)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity, difference = 0;
        var isForced = false;
        var previous = buckets[0].Count;
        for (var i = 1; i < buckets.Count; i++)
        {
            var count = buckets[i].Count;
            if (count == previous) continue;
            if (AlmostEqual(previous, count))
            {
                buckets[i] = buckets[i] with { Count = previous };
            }
            else if (count < previous)
            {
                buckets[i] = buckets[i] with { Count = previous };
                isForced = true;
                min = Math.Min(min, buckets[i].UpperBound);
                max = Math.Max(max, buckets[i].UpperBound);
                difference = Math.Max(difference, previous - count);
            }
            else
            {
                previous = count;
            }
        }

        return isForced ? new MonotonicityFix(0, 0, min, max, difference, 1) : null;
    }

    private static bool AlmostEqual(double a, double b)
    {
        if (double.IsNaN(a) && double.IsNaN(b)) return true;
        var sum = Math.Abs(a) + Math.Abs(b);
        var difference = Math.Abs(a - b);
        if (a == 0 || b == 0 || sum < 2.2250738585072014e-308)
            return difference < Tolerance * 2.2250738585072014e-308;
        return difference / Math.Min(sum, double.MaxValue) < Tolerance;
    }
}
