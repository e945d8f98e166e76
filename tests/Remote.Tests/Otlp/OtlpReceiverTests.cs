using Hotaru.Model;
using Hotaru.Remote.Tests.Receiving;
using Hotaru.Testing;
using static Hotaru.Remote.Tests.Otlp.OtlpRequests;

namespace Hotaru.Remote.Tests.Otlp;

public sealed class OtlpReceiverTests
{
    private static readonly (string, string)[] Service =
    [
        ("service.name", "shop"), ("service.namespace", "prod"), ("service.instance.id", "i-1"),
        ("host.name", "pi"),
    ];

    private readonly MemorySeries _series = new();
    private readonly ManualTime _time = new();
    private OtlpModel _model = new();

    [Fact]
    public async Task A_gauge_has_job_and_instance_and_the_resource_becomes_target_info()
    {
        var answer = await SendAsync(
            Request(Service, Gauge("memory.usage", "By", Number(5, 1.5, ("a.b", "x")))));
        Assert.Equal(new RemoteWriteAnswer(200, "", 2, 0, 0), answer);
        Assert.Equal([new Sample(5000, 1.5)], _series.Samples(Labels.Of(
            "__name__", "memory_usage_bytes", "a_b", "x", "instance", "i-1", "job", "prod/shop")));
        Assert.Equal([new Sample(5000, 1)], _series.Samples(Labels.Of(
            "__name__", "target_info", "host_name", "pi", "instance", "i-1", "job", "prod/shop")));
        Assert.Equal(
            new MetricMetadata(MetricType.Gauge, "It is helpful.", "bytes"),
            _series.Metadata["memory_usage_bytes"]);
    }

    [Fact]
    public async Task Target_info_is_repeated_over_the_range_of_the_points()
    {
        await SendAsync(Request(Service, Gauge("g", "", Number(1000, 1), Number(1400, 1))));
        Assert.Equal([1_000_000, 1_150_000, 1_300_000, 1_400_000], Target().Select(s => s.TimestampMs));
    }

    [Fact]
    public async Task A_resource_that_is_only_identity_needs_no_target_info()
    {
        await SendAsync(Request([("service.name", "shop")], Gauge("g", "", Number(1, 1))));
        Assert.Single(_series.Series([], 0, long.MaxValue, 0));
    }

    [Fact]
    public async Task Attributes_that_become_the_same_label_are_joined_in_the_order_of_their_names()
    {
        await SendAsync(Request([], Gauge("g", "", Number(1, 1, ("a.b", "2"), ("a-b", "1")))));
        Assert.Single(_series.Samples(Labels.Of("__name__", "g", "a_b", "1;2")));
    }

    [Fact]
    public async Task Promoted_resource_attributes_and_scope_become_labels_and_do_not_hide_the_points_own()
    {
        _model = new OtlpModel
        {
            PromoteResourceAttributes = new HashSet<string> { "host.name", "region" },
            PromoteScopeMetadata = true,
        };
        await SendAsync(Request(
            [.. Service, ("region", "eu")], Gauge("g", "", Number(1, 1, ("region", "own")))));
        Assert.Single(_series.Samples(Labels.Of(
            "__name__", "g", "host_name", "pi", "instance", "i-1", "job", "prod/shop", "region", "own",
            "otel_scope_k", "v", "otel_scope_name", "lib", "otel_scope_schema_url", "http://schema",
            "otel_scope_version", "1.2")));
        Assert.Single(Target());
    }

    [Fact]
    public async Task All_resource_attributes_but_the_ignored_are_promoted()
    {
        _model = new OtlpModel
        {
            PromoteAllResourceAttributes = true,
            IgnoreResourceAttributes = new HashSet<string> { "host.name", "service.namespace" },
            Translation = OtlpTranslation.NoTranslation,
        };
        await SendAsync(Request(Service, Gauge("g.x", "s", Number(1, 1, ("a.b", "1")))));
        Assert.Single(_series.Samples(Labels.Of(
            "__name__", "g.x", "a.b", "1", "instance", "i-1", "job", "prod/shop",
            "service.instance.id", "i-1", "service.name", "shop")));
    }

    [Fact]
    public async Task A_monotonic_sum_is_a_counter_and_keeps_start_time_and_exemplars()
    {
        await SendAsync(Request([], Sum("requests", 2, true, p => p
            .Fixed64(2, 1 * Second).Fixed64(3, 9 * Second).Fixed64(6, unchecked((ulong)-7L))
            .Message(5, e => e.Fixed64(2, 8 * Second).Double(3, 0.5).Bytes(5, [0xAB, 1]).Bytes(4, [2])))));
        var labels = Labels.Of("__name__", "requests_total");
        Assert.Equal([new Sample(9000, -7)], _series.Samples(labels));
        Assert.Equal(MetricType.Counter, _series.Metadata["requests_total"].Type);
        var exemplar = Assert.Single(Assert.Single(
            _series.Exemplars([[new Matcher("__name__", MatchOperator.Equal, "requests_total")]], 0, 10_000))
            .Exemplars);
        Assert.Equal(new Exemplar(Labels.Of("span_id", "02", "trace_id", "ab01"), 0.5, 8000), exemplar);
        Assert.Equal(1000, Assert.Single(Points("requests_total")).StartMs);
    }

    [Fact]
    public async Task Delta_is_refused_by_name_and_the_rest_is_stored()
    {
        var answer = await SendAsync(Request(
            [], Sum("bad.delta", 1, true, Number(1, 1), Number(2, 1)), Sum("good", 2, false, Number(1, 1))));
        Assert.Equal((200, 1, 2), (answer.Status, answer.Samples, answer.Refused));
        Assert.Contains("delta temporality is not accepted", answer.Message, StringComparison.Ordinal);
        Assert.Contains("bad.delta", answer.Message, StringComparison.Ordinal);
        Assert.Single(_series.Samples(Labels.Of("__name__", "good")));
        Assert.Equal(MetricType.Gauge, _series.Metadata["good"].Type);
        Assert.NotEmpty(OtlpReceiver.PartialSuccess(answer));
    }

    [Fact]
    public async Task Delta_alone_is_a_bad_request_and_describes_no_target()
    {
        var answer = await SendAsync(Request(Service, Sum("bad", 1, true, Number(1, 1))));
        Assert.Equal(400, answer.Status);
        Assert.Empty(_series.Series([], 0, long.MaxValue, 0));
    }

    [Fact]
    public async Task Delta_is_stored_as_it_is_where_that_is_allowed()
    {
        _model = new OtlpModel { Delta = OtlpDelta.Native };
        var answer = await SendAsync(Request([], Sum("d", 1, true, Number(1, 3))));
        Assert.Equal(200, answer.Status);
        Assert.Single(_series.Samples(Labels.Of("__name__", "d_total")));
        Assert.Equal(MetricType.Unknown, _series.Metadata["d_total"].Type);
    }

    [Fact]
    public async Task An_explicit_histogram_becomes_classic_series()
    {
        await SendAsync(Request([], Histogram("latency", 2, ExplicitPoint)));
        Assert.Equal(
            [
                "latency_seconds_bucket{le=\"+Inf\"} 6", "latency_seconds_bucket{le=\"0.5\"} 1",
                "latency_seconds_bucket{le=\"1\"} 3", "latency_seconds_count 6", "latency_seconds_sum 4.5",
            ],
            _series.Series([], 0, long.MaxValue, 0)
                .Select(l => $"{l} {_series.Samples(l)[0].Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_explicit_histogram_becomes_a_native_one_with_custom_buckets()
    {
        _model = new OtlpModel { ConvertHistogramsToNhcb = true };
        await SendAsync(Request([], Histogram("latency", 2, ExplicitPoint)));
        var histogram = Assert.Single(Points("latency_seconds")).Histogram!;
        Assert.Equal([0.5, 1], histogram.CustomValues);
        Assert.Equal([1, 2, 3], histogram.PositiveBuckets);
        Assert.Equal((6, 4.5, -53), (histogram.Count, histogram.Sum, histogram.Schema));
    }

    [Fact]
    public async Task An_exponential_histogram_becomes_native()
    {
        await SendAsync(Request([], Exponential("size", p => p
            .Fixed64(3, Second).Fixed64(4, 10).Double(5, 77).ZigZag(6, 1).Fixed64(7, 2)
            .Message(8, b => b.ZigZag(1, -3).Packed(2, 1, 0, 0, 0, 0, 3)).Message(9, b => b.Packed(2, 4)))));
        var histogram = Assert.Single(Points("size")).Histogram!;
        Assert.Equal((1, 2, 10, 77), (histogram.Schema, histogram.ZeroCount, histogram.Count, histogram.Sum));
        Assert.Equal([new HistogramSpan(-2, 1), new HistogramSpan(4, 1)], histogram.PositiveSpans);
        Assert.Equal([1, 3], histogram.PositiveBuckets);
        Assert.Equal([new HistogramSpan(1, 1)], histogram.NegativeSpans);
        Assert.Equal(1e-128, histogram.ZeroThreshold);
    }

    [Fact]
    public async Task A_scale_that_is_too_fine_is_made_coarser()
    {
        await SendAsync(Request([], Exponential("size", p => p
            .Fixed64(3, Second).Fixed64(4, 10).ZigZag(6, 9)
            .Message(8, b => b.ZigZag(1, 3).Packed(2, 1, 2, 3, 4)))));
        var histogram = Assert.Single(Points("size")).Histogram!;
        Assert.Equal(8, histogram.Schema);
        // Buckets 3 | 4 5 | 6 of the finer scale.
        Assert.Equal([1, 5, 4], histogram.PositiveBuckets);
        Assert.Equal([new HistogramSpan(2, 3)], histogram.PositiveSpans);
    }

    [Fact]
    public async Task A_scale_that_is_too_coarse_is_refused()
    {
        var answer = await SendAsync(
            Request([], Exponential("size", p => p.Fixed64(3, Second).ZigZag(6, -5))));
        Assert.Equal(400, answer.Status);
        Assert.Contains("scale -5", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_has_quantiles()
    {
        await SendAsync(Request([], Summary("t", p => p.Fixed64(3, Second).Fixed64(4, 2).Double(5, 3)
            .Message(6, q => q.Double(1, 0.99).Double(2, 7)))));
        Assert.Equal([new Sample(1000, 7)], _series.Samples(Labels.Of("__name__", "t", "quantile", "0.99")));
        Assert.Equal([new Sample(1000, 2)], _series.Samples(Labels.Of("__name__", "t_count")));
        Assert.Equal([new Sample(1000, 3)], _series.Samples(Labels.Of("__name__", "t_sum")));
    }

    [Fact]
    public async Task No_recorded_value_ends_the_series()
    {
        await SendAsync(Request([], Gauge("g", "", p => p.Fixed64(3, Second).Double(4, 5).Varint(8, 1))));
        Assert.True(StaleMarker.Is(Assert.Single(_series.Samples(Labels.Of("__name__", "g"))).Value));
    }

    [Fact]
    public async Task Json_says_the_same_as_protobuf()
    {
        const string Json = """
            {"resourceMetrics":[{"resource":{"attributes":[
              {"key":"service.name","value":{"stringValue":"shop"}},{"key":"n","value":{"intValue":"7"}}]},
             "scopeMetrics":[{"scope":{"name":"lib"},"metrics":[
              {"name":"g","unit":"By","gauge":{"dataPoints":[{"timeUnixNano":"1000000000","asDouble":1.5,
                "attributes":[{"key":"list","value":{"arrayValue":{"values":[
                  {"boolValue":true},{"doubleValue":2}]}}}]}]}},
              {"name":"h","histogram":{"aggregation_temporality":"AGGREGATION_TEMPORALITY_CUMULATIVE",
                "data_points":[{"time_unix_nano":1000000000,"count":"3","sum":4,"bucketCounts":["1","2"],
                "explicitBounds":[1]}]}},
              {"name":"c","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
                {"timeUnixNano":1000000000,"asInt":"42"}]}}]}]}]}
            """;
        var answer = await new OtlpReceiver(_series, () => _model, _time).ReceiveAsync(
            System.Text.Encoding.UTF8.GetBytes(Json), isJson: true, CancellationToken.None);
        Assert.Equal((200, ""), (answer.Status, answer.Message));
        Assert.Equal([new Sample(1000, 1.5)], _series.Samples(
            Labels.Of("__name__", "g_bytes", "job", "shop", "list", "[true,2]")));
        Assert.Equal(
            [new Sample(1000, 42)], _series.Samples(Labels.Of("__name__", "c_total", "job", "shop")));
        Assert.Equal([new Sample(1000, 1)], _series.Samples(
            Labels.Of("__name__", "h_bucket", "job", "shop", "le", "1")));
        Assert.Equal([new Sample(1000, 1)], _series.Samples(
            Labels.Of("__name__", "target_info", "job", "shop", "n", "7")));
    }

    [Theory]
    [InlineData("{\"resourceMetrics\":7}")]
    [InlineData("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":7}]}]}]}")]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"\\ud800\"}]}}]}")]
    public async Task Json_of_another_shape_is_a_bad_request(string json)
    {
        var answer = await new OtlpReceiver(_series, () => _model, _time).ReceiveAsync(
            System.Text.Encoding.UTF8.GetBytes(json), isJson: true, CancellationToken.None);
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_value_within_a_value_without_end_does_not_exhaust_the_stack()
    {
        var any = new ProtoBytes().Text(1, "x");
        for (var i = 0; i < 5000; i++)
        {
            var inner = any.ToArray();
            any = new ProtoBytes().Message(5, list => list.Bytes(1, inner));
        }

        var answer = await SendAsync(Request([], Gauge("g", "", p => p.Fixed64(3, Second)
            .Message(7, a => a.Text(1, "deep").Bytes(2, any.ToArray())))));
        Assert.Equal(400, answer.Status);
    }

    private static void ExplicitPoint(ProtoBytes point) => Doubles(
        Fixed64s(point.Fixed64(3, Second).Fixed64(4, 6).Double(5, 4.5), 6, 1, 2, 3), 7, 0.5, 1);

    private Task<RemoteWriteAnswer> SendAsync(byte[] request) =>
        new OtlpReceiver(_series, () => _model, _time).ReceiveAsync(
            request, isJson: false, CancellationToken.None);

    private IReadOnlyList<Sample> Target() => _series.Samples(
        Assert.Single(_series.Series([], 0, long.MaxValue, 0), l => l.MetricName == "target_info"));

    private List<(long StartMs, FloatHistogram? Histogram)> Points(string name) =>
        StoredPoints.Of(_series, name);
}
