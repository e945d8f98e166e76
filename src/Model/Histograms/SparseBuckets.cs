namespace Hotaru.Model;

/// <summary>
/// The buckets of one side of a histogram in arithmetic: rising indexes, counts and what rounding has lost of
/// them.
/// </summary>
internal readonly record struct SparseBuckets(int[] Indexes, double[] Counts, double[] Lost)
{
    public static readonly SparseBuckets Empty = new([], [], []);

    public int Length => Indexes.Length;

    public static SparseBuckets From(HistogramSpan[] spans, double[] counts)
    {
        if (counts.Length == 0) return Empty;
        var indexes = new int[counts.Length];
        int at = 0, index = 0;
        foreach (var span in spans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length && at < counts.Length; i++) indexes[at++] = index++;
        }

        return new SparseBuckets(indexes[..at], counts[..at], new double[at]);
    }

    public SparseBuckets Reduced(int schema, int target)
    {
        if (schema == target || Length == 0) return this;
        var result = new SparseBuckets(new int[Length], new double[Length], new double[Length]);
        var n = 0;
        for (var i = 0; i < Length; i++)
        {
            var index = BucketBounds.Reduce(Indexes[i], schema, target);
            if (n == 0 || result.Indexes[n - 1] != index)
            {
                result.Indexes[n] = index;
                result.Counts[n] = Counts[i];
                result.Lost[n++] = Lost[i];
                continue;
            }

            Kahan.Add(Counts[i], ref result.Counts[n - 1], ref result.Lost[n - 1]);
            Kahan.Add(Lost[i], ref result.Counts[n - 1], ref result.Lost[n - 1]);
        }

        return result.Slice(0, n);
    }

    /// <summary>Buckets from the first whose upper bound is above the threshold.</summary>
    public SparseBuckets Above(double threshold, int schema)
    {
        var from = 0;
        while (from < Length && BucketBounds.Exponential(Indexes[from], schema) <= threshold) from++;
        return from == 0 ? this : Slice(from, Length - from);
    }

    public SparseBuckets Plus(SparseBuckets other, double sign)
    {
        if (other.Length == 0) return this;
        var capacity = Length + other.Length;
        var result = new SparseBuckets(new int[capacity], new double[capacity], new double[capacity]);
        int i = 0, j = 0, n = 0;
        while (i < Length || j < other.Length)
        {
            var takeOwn = i < Length && (j == other.Length || Indexes[i] <= other.Indexes[j]);
            var takeOther = j < other.Length && (i == Length || other.Indexes[j] <= Indexes[i]);
            result.Indexes[n] = takeOwn ? Indexes[i] : other.Indexes[j];
            if (takeOwn)
            {
                result.Counts[n] = Counts[i];
                result.Lost[n] = Lost[i++];
            }

            if (takeOther)
            {
                Kahan.Add(sign * other.Counts[j], ref result.Counts[n], ref result.Lost[n]);
                Kahan.Add(sign * other.Lost[j++], ref result.Counts[n], ref result.Lost[n]);
            }

            n++;
        }

        return result.Slice(0, n);
    }

    public SparseBuckets Times(double factor) => new(
        Indexes, Array.ConvertAll(Counts, c => c * factor), Array.ConvertAll(Lost, c => c * factor));

    /// <summary>Custom buckets laid over fewer bounds, each of which is one of the old ones.</summary>
    public SparseBuckets Rebound(double[] from, double[] to)
    {
        var result =
            new SparseBuckets(new int[to.Length + 1], new double[to.Length + 1], new double[to.Length + 1]);
        for (var k = 0; k < result.Length; k++) result.Indexes[k] = k;
        var target = 0;
        for (var i = 0; i < Length; i++)
        {
            var bound = Indexes[i] < from.Length ? from[Indexes[i]] : double.PositiveInfinity;
            while (target < to.Length && to[target] < bound) target++;
            Kahan.Add(Counts[i], ref result.Counts[target], ref result.Lost[target]);
            Kahan.Add(Lost[i], ref result.Counts[target], ref result.Lost[target]);
        }

        return result;
    }

    /// <summary>Spans and counts without empty buckets.</summary>
    public (HistogramSpan[] Spans, double[] Counts) ToSpans()
    {
        var spans = new List<HistogramSpan>();
        var counts = new List<double>(Length);
        var next = 0;
        for (var i = 0; i < Length; i++)
        {
            var count = Counts[i] + Lost[i];
            if (count == 0) continue;
            counts.Add(count);
            if (spans.Count > 0 && Indexes[i] == next)
                spans[^1] = spans[^1] with { Length = spans[^1].Length + 1 };
            else spans.Add(new HistogramSpan(Indexes[i] - next, 1));
            next = Indexes[i] + 1;
        }

        return ([.. spans], [.. counts]);
    }

    public SparseBuckets Slice(int from, int count) => new(
        Indexes[from..(from + count)], Counts[from..(from + count)], Lost[from..(from + count)]);
}
