using Hotaru.Model;
using Hotaru.Remote.Tests.Receiving;
using Hotaru.Testing;
using static Hotaru.Remote.Tests.Otlp.OtlpRequests;

namespace Hotaru.Remote.Tests.Otlp;

/// <summary>Differences become totals: the very numbers, the starts, and what is left out.</summary>
public sealed class DeltaTests
{
    private const int Delta = 1;
    private readonly MemorySeries _series = new();
    private readonly ManualTime _time = new();
    private OtlpModel _model = new() { Delta = OtlpDelta.Cumulative };
    private OtlpReceiver _receiver;

    public DeltaTests() => _receiver = new OtlpReceiver(_series, () => _model, _time);

    [Fact]
    public async Task Sums_are_added_up_in_their_order_and_keep_the_first_start()
    {
        await StoredAsync(Counter(Point(10, 20, 0.1)), Counter(Point(20, 30, 0.2)));
        await StoredAsync(Counter(Point(30, 40, 0.3), Point(40, 50, 0.4)));
        Assert.Equal(
            [(20_000, 0.1), (30_000, 0.1 + 0.2), (40_000, 0.1 + 0.2 + 0.3), (50_000, 0.1 + 0.2 + 0.3 + 0.4)],
            Values("c_total"));
        Assert.All(Points("c_total"), p => Assert.Equal(10_000, p.StartMs));
        Assert.Equal(MetricType.Counter, _series.Metadata["c_total"].Type);
    }

    [Fact]
    public async Task Whole_numbers_are_added_up_beyond_what_a_double_holds()
    {
        const long Odd = (1L << 53) + 1;
        await StoredAsync(Counter(Whole(10, 20, Odd), Whole(20, 30, Odd), Whole(30, 40, 1)));
        // Added up as doubles it would stay at 2^54.
        Assert.Equal(
            [(20_000, 9007199254740992.0), (30_000, 18014398509481984.0), (40_000, 18014398509481988.0)],
            Values("c_total"));
    }

    [Fact]
    public async Task Series_of_one_metric_are_added_up_each_by_itself()
    {
        await StoredAsync(
            Sum("c", Delta, true, Number(20, 1, ("k", "a")), Number(20, 10, ("k", "b"))),
            Sum("c", Delta, true, Number(30, 2, ("k", "a")), Number(30, 20, ("k", "b"))));
        Assert.Equal(3, _series.Samples(Labels.Of("__name__", "c_total", "k", "a"))[1].Value);
        Assert.Equal(30, _series.Samples(Labels.Of("__name__", "c_total", "k", "b"))[1].Value);
    }

    [Fact]
    public async Task A_sum_that_may_fall_becomes_a_gauge()
    {
        await StoredAsync(
            Sum("q", Delta, false, Point(10, 20, 5)), Sum("q", Delta, false, Point(20, 30, -2)));
        Assert.Equal([(20_000, 5), (30_000, 3)], Values("q"));
        Assert.Equal(MetricType.Gauge, _series.Metadata["q"].Type);
    }

    [Theory]
    [InlineData(10, 30, "out of order delta")]
    [InlineData(10, 25, "out of order delta")]
    [InlineData(5, 40, "start lies before that of its series")]
    public async Task What_comes_late_is_refused_by_name_and_counts_nothing(ulong start, ulong at, string why)
    {
        await StoredAsync(Counter(Point(10, 20, 1), Point(20, 30, 1)));
        var answer = await SendAsync(Counter(Point(start, at, 100)));
        Assert.Equal((400, 1), (answer.Status, answer.Refused));
        Assert.Contains(why, answer.Message, StringComparison.Ordinal);
        Assert.Contains($"c at {at}000", answer.Message, StringComparison.Ordinal);
        await StoredAsync(Counter(Point(30, 40, 1)));
        Assert.Equal([(20_000, 1), (30_000, 2), (40_000, 3)], Values("c_total"));
    }

    [Fact]
    public async Task A_gap_counts_as_nothing()
    {
        await StoredAsync(Counter(Point(10, 20, 1)), Counter(Point(100, 110, 1)));
        Assert.Equal([(20_000, 1), (110_000, 2)], Values("c_total"));
        Assert.All(Points("c_total"), p => Assert.Equal(10_000, p.StartMs));
    }

    [Fact]
    public async Task After_five_minutes_of_silence_and_after_a_restart_counting_begins_anew()
    {
        await StoredAsync(Counter(Point(10, 20, 7)));
        _time.Advance(TimeSpan.FromMinutes(5));
        await StoredAsync(Counter(Point(20, 30, 1)));
        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await StoredAsync(Counter(Point(30, 40, 2)));
        _receiver = new OtlpReceiver(_series, () => _model, _time);
        await StoredAsync(Counter(Point(40, 50, 3)));
        Assert.Equal([(20_000, 7), (30_000, 8), (40_000, 2), (50_000, 3)], Values("c_total"));
        Assert.Equal([10_000, 10_000, 30_000, 40_000], Points("c_total").Select(p => p.StartMs));
    }

    [Fact]
    public async Task Classic_histograms_are_added_up_bucket_by_bucket()
    {
        await StoredAsync(
            Histogram("h", Delta, Explicit(20, 0.1, [1, 2, 3], 0.5, 1)),
            Histogram("h", Delta, Explicit(30, 0.2, [4, 0, 1], 0.5, 1)));
        Assert.Equal([(20_000, 1), (30_000, 5)], Values("h_seconds_bucket", "0.5"));
        Assert.Equal([(20_000, 3), (30_000, 7)], Values("h_seconds_bucket", "1"));
        Assert.Equal([(20_000, 6), (30_000, 11)], Values("h_seconds_bucket", "+Inf"));
        Assert.Equal([(20_000, 6), (30_000, 11)], Values("h_seconds_count"));
        Assert.Equal([(20_000, 0.1), (30_000, 0.1 + 0.2)], Values("h_seconds_sum"));
        Assert.Equal(MetricType.Histogram, _series.Metadata["h_seconds"].Type);
    }

    [Fact]
    public async Task Other_bounds_begin_anew_and_a_missing_sum_ends_the_sum()
    {
        await StoredAsync(
            Histogram("h", Delta, Explicit(20, 1, [1, 2], 0.5)),
            Histogram("h", Delta, Explicit(30, null, [1, 1], 0.5)),
            Histogram("h", Delta, Explicit(40, 1, [1, 1], 0.5)),
            Histogram("h", Delta, Explicit(50, 5, [1, 1], 0.75)));
        Assert.Equal([(20_000, 3), (30_000, 5), (40_000, 7), (50_000, 2)], Values("h_seconds_count"));
        Assert.Equal([(20_000, 1), (50_000, 5)], Values("h_seconds_sum"));
        Assert.Equal([10_000, 10_000, 10_000, 40_000], Points("h_seconds_count").Select(p => p.StartMs));
    }

    [Fact]
    public async Task Explicit_histograms_are_added_up_as_native_ones_too()
    {
        _model = _model with { ConvertHistogramsToNhcb = true };
        await StoredAsync(
            Histogram("h", Delta, Explicit(20, 1, [0, 2, 3], 0.5, 1)),
            Histogram("h", Delta, Explicit(30, 2, [4, 0, 1], 0.5, 1)));
        var total = Points("h_seconds")[1].Histogram!;
        Assert.Equal([4, 2, 4], total.PositiveBuckets);
        Assert.Equal((10, 3, CounterResetHint.Unknown), (total.Count, total.Sum, total.CounterResetHint));
    }

    [Fact]
    public async Task Exponential_histograms_meet_in_the_coarser_scale()
    {
        // Buckets 2 and 3 of scale 1 are bucket 1 of scale 0.
        await StoredAsync(
            Exponential("e", Native(20, 0.1, 1, 1, 2, [1, 2]), Delta),
            Exponential("e", Native(30, 0.2, 0, 4, 0, [8, 16]), Delta),
            Exponential("e", Native(40, 0.3, 1, 0, -2, [32]), Delta));
        var points = Points("e");
        Assert.Equal([1, 2], points[0].Histogram!.PositiveBuckets);
        var second = points[1].Histogram!;
        Assert.Equal((0, 5, 0.1 + 0.2), (second.Schema, second.ZeroCount, second.Sum));
        Assert.Equal([8, 19], second.PositiveBuckets);
        Assert.Equal([new HistogramSpan(1, 2)], second.PositiveSpans);
        var third = points[2].Histogram!;
        Assert.Equal([32, 8, 19], third.PositiveBuckets);
        Assert.Equal([new HistogramSpan(0, 3)], third.PositiveSpans);
        Assert.Equal((0, 64, 0.1 + 0.2 + 0.3), (third.Schema, third.Count, third.Sum));
        Assert.All(points, p => Assert.Equal(10_000, p.StartMs));
    }

    [Fact]
    public async Task Exponential_histograms_that_spread_too_far_become_coarser()
    {
        await StoredAsync(
            Exponential("e", Native(20, 1, 0, 0, 0, [1]), Delta),
            Exponential("e", Native(30, 1, 0, 0, 159, [1]), Delta),
            Exponential("e", Native(40, 1, 0, 0, 160, [1]), Delta));
        Assert.Equal([0, 0, -1], Points("e").Select(p => p.Histogram!.Schema));
        Assert.Equal([1, 1, 1], Points("e")[2].Histogram!.PositiveBuckets);
    }

    [Fact]
    public async Task No_recorded_value_is_a_stale_marker_and_the_total_goes_on()
    {
        await StoredAsync(Counter(Point(10, 20, 1)));
        await StoredAsync(Counter(p => p.Fixed64(2, 20 * Second).Fixed64(3, 30 * Second).Varint(8, 1)));
        await StoredAsync(Counter(Point(30, 40, 1)));
        var samples = _series.Samples(Labels.Of("__name__", "c_total"));
        Assert.True(StaleMarker.Is(samples[1].Value));
        Assert.Equal(2, samples[2].Value);
    }

    [Fact]
    public async Task Beyond_the_memory_limit_new_series_are_refused_and_known_ones_go_on()
    {
        _model = _model with { MaxDeltaBytes = 4000 };
        await StoredAsync(Sum("a", Delta, true, Point(10, 20, 1)));
        var many = Enumerable.Range(0, 100)
            .Select(i => Sum($"b{i}", Delta, true, Point(10, 20, 1))).ToArray();
        var answer = await SendAsync(many);
        Assert.Equal(200, answer.Status);
        Assert.InRange(answer.Samples, 5, 20);
        Assert.Equal(100, answer.Samples + answer.Refused);
        Assert.Contains("their limit of 4000 bytes", answer.Message, StringComparison.Ordinal);
        await StoredAsync(Sum("a", Delta, true, Point(20, 30, 1)));
        // What was silent for too long makes room.
        _time.Advance(TimeSpan.FromMinutes(6));
        await StoredAsync(Sum("b99", Delta, true, Point(20, 30, 1)));
    }

    [Fact]
    public async Task A_request_that_is_not_valid_counts_nothing()
    {
        await StoredAsync(Counter(Point(10, 20, 1)));
        byte[] broken = [.. Request([], Counter(Point(20, 30, 100))), 0x0A, 0x7F];
        Assert.Equal(400, (await _receiver.ReceiveAsync(broken, false, CancellationToken.None)).Status);
        await StoredAsync(Counter(Point(20, 30, 1)));
        Assert.Equal([(20_000, 1), (30_000, 2)], Values("c_total"));
    }

    [Fact]
    public async Task What_the_storage_did_not_take_may_be_repeated_and_counts_once()
    {
        await StoredAsync(Counter(Point(10, 20, 1)));
        _series.FailNextCommits("the card is full");
        Assert.Equal(503, (await SendAsync(Counter(Point(20, 30, 2)))).Status);
        _series.FailNextCommits(null);
        await StoredAsync(Counter(Point(20, 30, 2)));
        Assert.Equal(400, (await SendAsync(Counter(Point(20, 30, 2)))).Status);
        await StoredAsync(Counter(Point(30, 40, 4)));
        Assert.Equal([(20_000, 1), (30_000, 3), (40_000, 7)], Values("c_total"));
    }

    [Fact]
    public async Task Requests_at_the_same_time_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (ulong i = 1; i <= 200; i++)
                await StoredAsync(Sum("c", Delta, true, Number(i, 1, ("client", $"{client}"))));
        })));
        for (var client = 0; client < 8; client++)
        {
            Assert.Equal(200, _series.Samples(
                Labels.Of("__name__", "c_total", "client", $"{client}"))[^1].Value);
        }
    }

    private static Action<ProtoBytes> Counter(params Action<ProtoBytes>[] points) =>
        Sum("c", Delta, true, points);

    private static Action<ProtoBytes> Point(ulong start, ulong at, double value) =>
        p => p.Fixed64(2, start * Second).Fixed64(3, at * Second).Double(4, value);

    private static Action<ProtoBytes> Whole(ulong start, ulong at, long value) =>
        p => p.Fixed64(2, start * Second).Fixed64(3, at * Second).Fixed64(6, (ulong)value);

    private static Action<ProtoBytes> Explicit(
        ulong at, double? sum, ulong[] counts, params double[] bounds) => p =>
    {
        p.Fixed64(2, (at - 10) * Second).Fixed64(3, at * Second).Fixed64(4, (ulong)counts.Sum(c => (long)c));
        if (sum is { } known) p.Double(5, known);
        Doubles(Fixed64s(p, 6, counts), 7, bounds);
    };

    private static Action<ProtoBytes> Native(
        ulong at, double sum, int scale, ulong zero, int offset, ulong[] counts) => p => p
        .Fixed64(2, (at - 10) * Second).Fixed64(3, at * Second)
        .Fixed64(4, zero + (ulong)counts.Sum(c => (long)c)).Double(5, sum).ZigZag(6, scale).Fixed64(7, zero)
        .Message(8, b => b.ZigZag(1, offset).Packed(2, counts));

    private Task<RemoteWriteAnswer> SendAsync(params Action<ProtoBytes>[] metrics) =>
        _receiver.ReceiveAsync(Request([], metrics), isJson: false, CancellationToken.None);

    private async Task StoredAsync(params Action<ProtoBytes>[] metrics)
    {
        var answer = await SendAsync(metrics);
        Assert.Equal((200, ""), (answer.Status, answer.Message));
    }

    private IEnumerable<(long, double)> Values(string name, string? le = null) =>
        _series.Samples(le is null ? Labels.Of("__name__", name) : Labels.Of("__name__", name, "le", le))
            .Select(s => (s.TimestampMs, s.Value));

    private List<(long StartMs, FloatHistogram? Histogram)> Points(string name) =>
        StoredPoints.Of(_series, name);
}
