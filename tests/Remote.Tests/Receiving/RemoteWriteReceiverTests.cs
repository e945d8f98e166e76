using Hotaru.Model;
using Hotaru.Testing;
using IronSnappy;

namespace Hotaru.Remote.Tests.Receiving;

public sealed class RemoteWriteReceiverTests
{
    private readonly MemorySeries _series = new();
    private readonly RemoteWriteReceiver _receiver;

    public RemoteWriteReceiverTests() => _receiver = new RemoteWriteReceiver(_series, new ManualTime());

    [Fact]
    public async Task Samples_of_version_1_are_stored()
    {
        var request = new ProtoBytes()
            .Message(1, s => Series(s, ("__name__", "up"), ("job", "a")).Message(2, Sample(1.5, 1000))
                .Message(2, Sample(-2, 2000)))
            .Message(1, s => Series(s, ("__name__", "zero")).Message(2, m => m.Varint(2, 1000)));
        var answer = await SendAsync(request, RemoteWriteProtocol.Version1);
        Assert.Equal(new RemoteWriteAnswer(204, "", 3, 0, 0), answer);
        Assert.Equal([new Sample(1000, 1.5), new Sample(2000, -2)],
            _series.Samples(Labels.Of("__name__", "up", "job", "a")));
        Assert.Equal([new Sample(1000, 0)], _series.Samples(Labels.Of("__name__", "zero")));
    }

    [Fact]
    public async Task Labels_out_of_order_and_empty_ones_are_put_right()
    {
        var request = new ProtoBytes().Message(1, s =>
            Series(s, ("z", "1"), ("__name__", "m"), ("empty", "")).Message(2, Sample(1, 1)));
        await SendAsync(request, RemoteWriteProtocol.Version1);
        Assert.Single(_series.Samples(Labels.Of("__name__", "m", "z", "1")));
    }

    [Fact]
    public async Task One_bad_sample_does_not_drop_the_others_and_is_named()
    {
        var good = Labels.Of("__name__", "up", "job", "a");
        _series.Add(good, 5000, 1);
        var request = new ProtoBytes()
            .Message(1, s => Series(s, ("__name__", "up"), ("job", "a")).Message(2, Sample(1, 4000))
                .Message(2, Sample(1, 6000)))
            .Message(1, s => Series(s, ("job", "nameless")).Message(2, Sample(1, 7000)));
        var answer = await SendAsync(request, RemoteWriteProtocol.Version1);
        Assert.Equal(400, answer.Status);
        Assert.Equal(
            "2 samples refused, 1 stored: out of order sample: up{job=\"a\"} at 4000; "
            + "there is no metric name: {job=\"nameless\"} at 7000",
            answer.Message);
        Assert.Equal(2, _series.Samples(good).Count);
    }

    [Fact]
    public async Task Metadata_and_exemplars_of_version_1_are_stored()
    {
        var request = new ProtoBytes()
            .Message(1, s => Series(s, ("__name__", "c_total")).Message(2, Sample(1, 1000)).Message(3, e => e
                .Message(1, l => l.Text(1, "trace_id").Text(2, "abc")).Double(2, 0.5).Varint(3, 999)))
            .Message(3, m => m.Varint(1, 1).Text(2, "c_total").Text(4, "Counts.").Text(5, "things"));
        var answer = await SendAsync(request, RemoteWriteProtocol.Version1);
        Assert.Equal((204, 1), (answer.Status, answer.Exemplars));
        Assert.Equal(
            new MetricMetadata(MetricType.Counter, "Counts.", "things"), _series.Metadata["c_total"]);
        var exemplar = Assert.Single(Assert.Single(_series.Exemplars([[]], 0, 2000)).Exemplars);
        Assert.Equal(new Exemplar(Labels.Of("trace_id", "abc"), 0.5, 999), exemplar);
    }

    [Fact]
    public async Task An_integer_histogram_becomes_absolute_counts()
    {
        var request = new ProtoBytes().Message(1, s => Series(s, ("__name__", "h")).Message(4, h => h
            .Varint(1, 9).Double(3, 12.5).ZigZag(4, 3).Double(5, 0.001).Varint(6, 1)
            .Message(11, span => span.ZigZag(1, -2).Varint(2, 3)).Packed(12, ZigZag(2), ZigZag(1), ZigZag(0))
            .Varint(15, 1000)));
        var answer = await SendAsync(request, RemoteWriteProtocol.Version1);
        Assert.Equal((204, 1), (answer.Status, answer.Histograms));
        var buffer = new SampleBuffer();
        using var set = _series.Select(new SeriesSelection([], 0, 2000), default);
        set[0].Read(0, 2000, buffer);
        var histogram = buffer.Histograms[0]!;
        Assert.Equal([2.0, 3, 3], histogram.PositiveBuckets);
        Assert.Equal([new HistogramSpan(-2, 3)], histogram.PositiveSpans);
        Assert.Equal(
            (3, 9.0, 12.5, 1.0), (histogram.Schema, histogram.Count, histogram.Sum, histogram.ZeroCount));
    }

    [Fact]
    public async Task A_histogram_whose_spans_do_not_fit_is_refused_alone()
    {
        var request = new ProtoBytes()
            .Message(1, s => Series(s, ("__name__", "h")).Message(4, h => h
                .Varint(1, 2).Message(11, span => span.Varint(2, 2)).Packed(12, ZigZag(2)).Varint(15, 1000)))
            .Message(1, s => Series(s, ("__name__", "up")).Message(2, Sample(1, 1000)));
        var answer = await SendAsync(request, RemoteWriteProtocol.Version1);
        Assert.Equal(400, answer.Status);
        Assert.Equal(
            "1 sample refused, 1 stored: invalid histogram: positive spans need 2 buckets, but there are 1: "
            + "h at 1000",
            answer.Message);
    }

    [Fact]
    public async Task Version_2_reads_its_symbols()
    {
        var request = new ProtoBytes()
            .Text(4, "").Text(4, "__name__").Text(4, "c_total").Text(4, "job").Text(4, "a").Text(4, "Counts.")
            .Message(
                5, s => s.Packed(1, 1, 2, 3, 4).Message(2, m => m.Double(1, 7).Varint(2, 1000).Varint(3, 500))
                .Message(4, e => e.Packed(1, 3, 4).Double(2, 1).Varint(3, 1000))
                .Message(5, m => m.Varint(1, 1).Varint(3, 5)));
        var answer = await SendAsync(request, RemoteWriteProtocol.Version2);
        Assert.Equal(new RemoteWriteAnswer(204, "", 1, 0, 1), answer);
        Assert.Equal([new Sample(1000, 7)], _series.Samples(Labels.Of("__name__", "c_total", "job", "a")));
        Assert.Equal(new MetricMetadata(MetricType.Counter, "Counts.", ""), _series.Metadata["c_total"]);
    }

    [Fact]
    public async Task Bytes_that_are_no_request_are_a_400_and_store_nothing()
    {
        var request = new ProtoBytes().Message(1, s =>
            Series(s, ("__name__", "up")).Message(2, Sample(1, 1000))).ToArray();
        for (var cut = 1; cut < request.Length; cut++)
        {
            var answer = await _receiver.ReceiveAsync(
                Snappy.Encode(request.AsSpan(0, cut)), RemoteWriteProtocol.Version1, default);
            Assert.Equal(400, answer.Status);
        }

        Assert.Equal(400, (await _receiver.ReceiveAsync(
            new byte[] { 0xFF, 0xFF }, RemoteWriteProtocol.Version1, default)).Status);
        Assert.Empty(_series.Series([], 0, long.MaxValue, 0));
    }

    [Fact]
    public async Task A_compression_bomb_is_refused_before_it_is_decoded()
    {
        var receiver = new RemoteWriteReceiver(_series, new ManualTime(), new RemoteWriteLimits(100, 1000));
        var answer = await receiver.ReceiveAsync(
            Snappy.Encode(new byte[1001]), RemoteWriteProtocol.Version1, default);
        Assert.Equal(413, answer.Status);
        Assert.Equal("1001 bytes decompressed are more than 1000", answer.Message);
    }

    private Task<RemoteWriteAnswer> SendAsync(ProtoBytes request, RemoteWriteProtocol protocol) =>
        _receiver.ReceiveAsync(Snappy.Encode(request.ToArray()), protocol, default);

    private static ProtoBytes Series(ProtoBytes series, params (string Name, string Value)[] labels)
    {
        foreach (var (name, value) in labels) series.Message(1, l => l.Text(1, name).Text(2, value));
        return series;
    }

    private static Action<ProtoBytes> Sample(double value, long timestampMs) =>
        m => m.Double(1, value).Varint(2, timestampMs);

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
