namespace Hotaru.Model.Histograms;

public sealed class FloatHistogramTests
{
    [Fact]
    public void Addition_lines_up_buckets_by_their_index()
    {
        var sum = Exponential(0, 0, 1, 2).Plus(Exponential(0, 1, 5, 7))!.ToHistogram();
        Assert.Equal([new HistogramSpan(0, 3)], sum.PositiveSpans);
        Assert.Equal([1.0, 7, 7], sum.PositiveBuckets);
        Assert.Equal(15, sum.Count);
    }

    [Fact]
    public void Addition_of_a_finer_schema_gives_the_coarser_one()
    {
        // Schema 1 has two buckets for each of schema 0: indexes 1 and 2 fall into 1.
        var sum = Exponential(0, 1, 10).Plus(Exponential(1, 1, 3, 4))!.ToHistogram();
        Assert.Equal(0, sum.Schema);
        Assert.Equal([new HistogramSpan(1, 1)], sum.PositiveSpans);
        Assert.Equal([17.0], sum.PositiveBuckets);
    }

    [Fact]
    public void Subtraction_to_nothing_leaves_no_buckets()
    {
        var histogram = Exponential(0, 0, 1, 2);
        var rest = histogram.Minus(histogram)!.ToHistogram();
        Assert.Empty(rest.PositiveSpans);
        Assert.Empty(rest.PositiveBuckets);
        Assert.Equal(0, rest.Count);
    }

    [Fact]
    public void A_wider_zero_bucket_swallows_the_buckets_below_it()
    {
        var wide = Exponential(0, 2, 1);
        wide.ZeroThreshold = 1;
        wide.ZeroCount = 4;
        // Index 0 ends at 1, so it falls into the zero bucket whole; index 1 stays.
        var sum = wide.Plus(Exponential(0, 0, 3, 5))!.ToHistogram();
        Assert.Equal(7, sum.ZeroCount);
        Assert.Equal([new HistogramSpan(1, 2)], sum.PositiveSpans);
        Assert.Equal([5.0, 1], sum.PositiveBuckets);
    }

    [Fact]
    public void Custom_bounds_that_differ_are_reduced_to_the_common_ones()
    {
        var sum = Custom([1, 5, 10], 1, 2, 3, 4).Plus(Custom([5, 20], 10, 20, 30))!;
        Assert.True(sum.BoundsReconciled);
        var histogram = sum.ToHistogram();
        Assert.Equal([5.0], histogram.CustomValues);
        Assert.Equal([13.0, 57], histogram.PositiveBuckets);
    }

    [Fact]
    public void Exponential_and_custom_buckets_do_not_mix() =>
        Assert.Null(Exponential(0, 0, 1).Plus(Custom([1], 1, 1)));

    [Theory]
    [InlineData(CounterResetHint.Reset, CounterResetHint.NotReset, CounterResetHint.Unknown, true)]
    [InlineData(CounterResetHint.Gauge, CounterResetHint.Reset, CounterResetHint.Gauge, false)]
    [InlineData(CounterResetHint.NotReset, CounterResetHint.NotReset, CounterResetHint.NotReset, false)]
    [InlineData(CounterResetHint.Unknown, CounterResetHint.Reset, CounterResetHint.Unknown, false)]
    public void Hints_are_merged(CounterResetHint a, CounterResetHint b, CounterResetHint expected,
        bool collided)
    {
        var sum = Exponential(0, 0, 1).WithHint(a).Plus(Exponential(0, 0, 1).WithHint(b))!;
        Assert.Equal(expected, sum.Hint);
        Assert.Equal(collided, sum.HintsCollided);
    }

    [Fact]
    public void A_bucket_that_counts_less_is_a_reset_even_if_the_count_grew()
    {
        var before = Exponential(0, 0, 5, 1);
        Assert.True(Exponential(0, 0, 4, 9).IsResetFrom(before));
        Assert.False(Exponential(0, 0, 5, 2).IsResetFrom(before));
        Assert.False(Exponential(0, 0, 4, 9).WithHint(CounterResetHint.NotReset).IsResetFrom(before));
        Assert.True(Exponential(1, 0, 5, 9, 9).IsResetFrom(before));
    }

    [Fact]
    public void Sums_keep_what_rounding_would_lose()
    {
        var sum = HistogramSum.From(Exponential(0, 0, 1e16));
        for (var i = 0; i < 10; i++) sum = sum.Plus(Exponential(0, 0, 1))!;
        sum = sum.Plus(Exponential(0, 0, 1e16), -1)!;
        Assert.Equal([10.0], sum.ToHistogram().PositiveBuckets);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 1, 1.4142135623730951)]
    [InlineData(-1, 1, 4)]
    [InlineData(8, 256, 2)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1024, double.MaxValue)]
    public void Bounds_grow_by_the_schemas_factor(int schema, int index, double bound) =>
        Assert.Equal(bound, BucketBounds.Exponential(index, schema), 1e-12 * bound);

    [Fact]
    public void Trimming_interpolates_the_bucket_that_is_cut()
    {
        var trimmed = Custom([0, 10], 0, 10, 6).TrimmedAbove(5);
        Assert.Equal(5, trimmed.Count);
        Assert.Equal(12.5, trimmed.Sum);
    }

    [Fact]
    public void The_text_names_the_buckets_with_their_bounds()
    {
        var histogram = Exponential(0, 0, 1, 0, 2);
        histogram.ZeroCount = 3;
        histogram.ZeroThreshold = 0.5;
        Assert.Equal("{count:3, sum:0, [-0.5,0.5]:3, (0.5,1]:1, (2,4]:2}", histogram.ToString());
    }

    private static FloatHistogram Exponential(int schema, int offset, params double[] counts) => new()
    {
        Schema = schema,
        Count = counts.Sum(),
        PositiveBuckets = counts,
        PositiveSpans = [new HistogramSpan(offset, counts.Length)],
    };

    private static FloatHistogram Custom(double[] bounds, params double[] counts) => new()
    {
        Schema = FloatHistogram.CustomBucketsSchema,
        Count = counts.Sum(),
        CustomValues = bounds,
        PositiveBuckets = counts,
        PositiveSpans = [new HistogramSpan(0, counts.Length)],
    };
}
