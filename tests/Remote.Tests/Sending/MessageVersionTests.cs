using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Remote.Tests.Sending;

/// <summary>What is sent beside plain samples, in both versions of the protocol.</summary>
public sealed class MessageVersionTests
{
    private static readonly Labels Requests = Labels.Of("__name__", "requests_total", "job", "a");

    private readonly MemorySeries _local = new();
    private readonly MemoryStore _store = new();
    private readonly FakeReceiver _remote = new();
    private readonly ForwardingSink _sink;

    public MessageVersionTests() => _sink = new ForwardingSink(new StoringSink(_local, _store));

    [Theory]
    [InlineData(true, "2.0.0")]
    [InlineData(false, "0.1.0")]
    public async Task Samples_histograms_and_exemplars_arrive(bool isVersion2, string version)
    {
        await using var service = await StartAsync(isVersion2);
        await AppendAllAsync();
        await Until(() => _remote.Series.Series([], 0, 9000, 0).Count == 2);
        Assert.Equal(version, _remote.LastVersion);
        Assert.Equal([new Sample(1000, 1), new Sample(2000, 2)], _remote.Series.Samples(Requests));
        var histogram = Read("h").Histogram!;
        Assert.Equal((3, 7.5, 1), (histogram.Count, histogram.Sum, histogram.Schema));
        Assert.Equal([1, 2], histogram.PositiveBuckets);
        var exemplar = Assert.Single(Assert.Single(_remote.Series.Exemplars([[]], 0, 9000)).Exemplars);
        Assert.Equal(new Exemplar(Labels.Of("trace_id", "abc"), 0.5, 1500), exemplar);
    }

    [Fact]
    public async Task Version_2_tells_start_times_and_metadata_with_the_samples()
    {
        await using var service = await StartAsync(isVersion2: true);
        await AppendAllAsync();
        await Until(() => _remote.Series.Samples(Requests).Count == 2);
        Assert.Equal(500, Read("requests_total").StartMs);
        Assert.Equal(
            new MetricMetadata(MetricType.Counter, "Counts.", "things"),
            _remote.Series.Metadata["requests_total"]);
    }

    [Fact]
    public async Task Version_1_tells_metadata_at_its_interval()
    {
        await using var service = await StartAsync(
            isVersion2: false, metadataInterval: TimeSpan.FromMilliseconds(20));
        await AppendAllAsync();
        await Until(() => _remote.Series.Metadata.Count == 1);
        Assert.Equal("Counts.", _remote.Series.Metadata["requests_total"].Help);
    }

    [Fact]
    public async Task A_receiver_without_version_2_loses_nothing()
    {
        _remote.TakesVersion2 = false;
        await using var service = await StartAsync(isVersion2: true);
        await AppendAllAsync();
        await Until(() => _remote.Requests > 0);
        _remote.TakesVersion2 = true;
        await Until(() => _remote.Series.Samples(Requests).Count == 2);
        Assert.Equal(0, service.Figures[0].Refused);
    }

    [Fact]
    public async Task Samples_over_the_age_limit_are_left_out_and_counted()
    {
        await using var service = await StartAsync(isVersion2: false, ageLimit: TimeSpan.FromHours(1));
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await AppendAsync(nowMs - 7_200_000, 1);
        await AppendAsync(nowMs, 2);
        await Until(() => _remote.Series.Samples(Requests).Count == 1);
        Assert.Equal([new Sample(nowMs, 2)], _remote.Series.Samples(Requests));
        await Until(() => _store.SizeBytes == 0);
        var dropped = Assert.Single(
            service.Metrics, f => f.Name == "prometheus_remote_storage_samples_dropped_total");
        var tooOld = dropped.Metrics.OfType<ValueMetric>().Single(m => m.Labels["reason"] == "too_old");
        Assert.Equal(1, tooOld.Value);
    }

    [Fact]
    public async Task The_figures_count_what_was_confirmed()
    {
        await using var service = await StartAsync(isVersion2: true);
        await AppendAllAsync();
        await Until(() => _store.SizeBytes == 0 && _remote.Series.Samples(Requests).Count == 2);
        var figures = service.Metrics.Where(f => f.Metrics[0] is ValueMetric)
            .ToDictionary(f => f.Name, f => ((ValueMetric)f.Metrics[0]).Value);
        Assert.Equal(2, figures["prometheus_remote_storage_samples_total"]);
        Assert.Equal(1, figures["prometheus_remote_storage_histograms_total"]);
        Assert.Equal(1, figures["prometheus_remote_storage_exemplars_total"]);
        Assert.Equal(0, figures["prometheus_remote_storage_samples_pending"]);
        Assert.Equal(3, figures["prometheus_remote_storage_samples_in_total"]);
        Assert.Equal(2, figures["prometheus_remote_storage_queue_highest_timestamp_seconds"]);
        Assert.Equal(2, figures["prometheus_remote_storage_highest_timestamp_in_seconds"]);
        Assert.Equal(
            (1, 1, 1),
            (figures["prometheus_remote_storage_shards"], figures["prometheus_remote_storage_shards_min"],
                figures["prometheus_remote_storage_shards_max"]));
        Assert.Equal(2, figures["prometheus_remote_storage_queue_highest_sent_timestamp_seconds"]);
        Assert.All(service.Metrics, f => Assert.NotEmpty(f.Help));
    }

    private async Task AppendAsync(long timestampMs, double value)
    {
        using var batch = _sink.Begin();
        var reference = new SeriesReference();
        batch.Append(ref reference, Requests, timestampMs, value);
        await batch.CommitAsync(Durability.Journaled, also: null, CancellationToken.None);
    }

    private async Task AppendAllAsync()
    {
        using var batch = _sink.Begin();
        batch.Describe("requests_total", new MetricMetadata(MetricType.Counter, "Counts.", "things"));
        var requests = new SeriesReference();
        batch.Append(ref requests, Requests, 1000, 1, 500);
        batch.Append(ref requests, Requests, 2000, 2, 500);
        batch.Append(ref requests, Requests, new Exemplar(Labels.Of("trace_id", "abc"), 0.5, 1500), 2000);
        var histogram = new SeriesReference();
        batch.Append(ref histogram, Labels.Of("__name__", "h"), 2000, new FloatHistogram
        {
            Schema = 1,
            Count = 3,
            Sum = 7.5,
            PositiveSpans = [new HistogramSpan(-1, 2)],
            PositiveBuckets = [1, 2],
        });
        await batch.CommitAsync(Durability.Journaled, also: null, CancellationToken.None);
    }

    private async Task<RemoteWriteService> StartAsync(
        bool isVersion2, TimeSpan ageLimit = default, TimeSpan? metadataInterval = null)
    {
        var service = new RemoteWriteService(
            _sink, _store, () => _local.Metadata, TimeProvider.System,
            NullLogger<RemoteWriteService>.Instance);
        await service.ApplyAsync(
            [
                new RemoteWriteTarget
                {
                    Name = "r", Fingerprint = "", Url = new Uri("http://remote/write"),
                    CreateClient = () => new HttpClient(_remote, disposeHandler: false),
                    Prepare = labels => labels, IsVersion2 = isVersion2, SampleAgeLimit = ageLimit,
                    SendExemplars = true, SendNativeHistograms = true,
                    MetadataInterval = metadataInterval ?? TimeSpan.FromMinutes(1),
                    BatchSendDeadline = TimeSpan.FromMilliseconds(10),
                    MinBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(5),
                },
            ],
            CancellationToken.None);
        return service;
    }

    private (long StartMs, FloatHistogram? Histogram) Read(string name)
    {
        using var set = _remote.Series.Select(
            new SeriesSelection([new Matcher("__name__", MatchOperator.Equal, name)], 0, 9000),
            CancellationToken.None);
        var buffer = new SampleBuffer();
        set[0].Read(0, 9000, buffer);
        return (
            buffer.HasStarts ? buffer.StartTimestamps[0] : 0,
            buffer.HasHistograms ? buffer.Histograms[0] : null);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
