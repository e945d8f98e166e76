using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>Makes spans and counts of a run of buckets.</summary>
internal static class ExponentialBuckets
{
    /// <summary>Up to so many empty buckets are written out rather than skipped by a new span.</summary>
    private const int SmallGap = 2;

    /// <param name="counts">Counts of consecutive buckets.</param>
    /// <param name="offset">The index of the first one.</param>
    /// <param name="scaleDown">Two to the power of this many buckets become one.</param>
    /// <param name="shift">
    /// What is added to an index: 1 for exponential buckets, whose bucket 0 ends at the base here and begins
    /// behind 1 there; 0 for custom ones.
    /// </param>
    public static (HistogramSpan[] Spans, double[] Buckets) Of(
        List<ulong> counts, int offset, int scaleDown, int shift)
    {
        var spans = new List<HistogramSpan>();
        var buckets = new List<double>();
        long next = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] == 0) continue;
            // A shift by 63 leaves the sign, as any wider one would.
            var index = ((i + (long)offset) >> Math.Min(scaleDown, 63)) + shift;
            if (buckets.Count > 0 && index == next - 1)
            {
                buckets[^1] += counts[i];
                continue;
            }

            Begin(spans, buckets, index, next);
            buckets.Add(counts[i]);
            next = index + 1;
        }

        return ([.. spans], [.. buckets]);
    }

    private static void Begin(List<HistogramSpan> spans, List<double> buckets, long index, long next)
    {
        var gap = index - next;
        if (spans.Count > 0 && gap <= SmallGap)
        {
            for (var i = 0; i < gap; i++) buckets.Add(0);
            spans[^1] = spans[^1] with { Length = spans[^1].Length + (int)gap + 1 };
            return;
        }

        spans.Add(new HistogramSpan((int)Math.Clamp(gap, int.MinValue, int.MaxValue), 1));
    }
}
