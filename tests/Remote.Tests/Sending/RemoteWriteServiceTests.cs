using System.Net;
using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Remote.Tests.Sending;

public sealed class RemoteWriteServiceTests
{
    private static readonly Labels Up = Labels.Of("__name__", "up", "job", "a");

    private readonly MemorySeries _local = new();
    private readonly MemoryStore _store = new();
    private readonly FakeReceiver _remote = new();
    private readonly ForwardingSink _sink;

    public RemoteWriteServiceTests() => _sink = new ForwardingSink(new StoringSink(_local, _store));

    [Fact]
    public async Task What_is_stored_here_arrives_there_and_leaves_the_queue()
    {
        await using var service = await StartAsync();
        await AppendAsync(1000, 1);
        await AppendAsync(2000, 2);
        await Until(() => Arrived.Count == 2);
        Assert.Equal([new Sample(1000, 1), new Sample(2000, 2)], Arrived);
        await Until(() => _store.SizeBytes == 0);
    }

    [Fact]
    public async Task What_storage_refuses_is_not_sent()
    {
        await using var service = await StartAsync();
        await AppendAsync(2000, 1);
        await AppendAsync(1000, 1);
        await AppendAsync(3000, 1);
        await Until(() => Arrived.Count == 2);
        Assert.Equal([2000, 3000], Arrived.Select(s => s.TimestampMs));
    }

    [Fact]
    public async Task An_outage_loses_nothing_doubles_nothing_and_keeps_the_order()
    {
        await using var service = await StartAsync();
        _remote.Status = HttpStatusCode.ServiceUnavailable;
        for (var i = 1; i <= 50; i++) await AppendAsync(i * 1000, i);
        await Until(() => _remote.Requests > 3);
        _remote.Status = HttpStatusCode.NoContent;
        await Until(() => Arrived.Count == 50);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => new Sample(i * 1000, i)), Arrived);
    }

    [Fact]
    public async Task A_restart_in_an_outage_goes_on_from_the_disk()
    {
        _remote.Status = HttpStatusCode.ServiceUnavailable;
        await using (await StartAsync())
        {
            for (var i = 1; i <= 5; i++) await AppendAsync(i * 1000, i);
        }

        _remote.Status = HttpStatusCode.NoContent;
        await using var service = await StartAsync();
        for (var i = 6; i <= 8; i++) await AppendAsync(i * 1000, i);
        await Until(() => Arrived.Count == 8);
        Assert.Equal(Enumerable.Range(1, 8).Select(i => new Sample(i * 1000, i)), Arrived);
        await Until(() => _store.SizeBytes == 0);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_left_out_and_the_rest_goes_on()
    {
        await using var service = await StartAsync();
        _remote.Status = HttpStatusCode.BadRequest;
        await AppendAsync(1000, 1);
        await Until(() => service.Figures[0].Refused == 1);
        _remote.Status = HttpStatusCode.NoContent;
        await AppendAsync(2000, 2);
        await Until(() => Arrived.Count == 1);
        Assert.Equal([new Sample(2000, 2)], Arrived);
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_no_gap_to_wait_for()
    {
        await using var service = await StartAsync();
        _store.Fail = "disk full";
        await Assert.ThrowsAsync<StoreException>(() => AppendAsync(1000, 1));
        _store.Fail = null;
        await AppendAsync(2000, 2);
        await Until(() => Arrived.Count == 1);
    }

    [Fact]
    public async Task A_full_queue_takes_no_more_and_counts_it()
    {
        _remote.Status = HttpStatusCode.ServiceUnavailable;
        await using var service = await StartAsync(maxBytes: 200);
        for (var i = 1; i <= 50; i++) await AppendAsync(i * 1000, i);
        Assert.InRange(service.Figures[0].Dropped, 40, 49);
        Assert.InRange(service.Figures[0].WaitingBytes, 1, 200);
    }

    [Fact]
    public async Task Series_are_relabeled_on_their_way()
    {
        await using var service = await StartAsync(prepare: labels =>
            labels["job"] == "a" ? labels.With("site", "home") : null);
        await AppendAsync(1000, 1);
        await AppendAsync(2000, 1, Labels.Of("__name__", "up", "job", "b"));
        await AppendAsync(3000, 1);
        await Until(() => _remote.Series.Samples(Up.With("site", "home")).Count == 2);
        Assert.Single(_remote.Series.Series([], 0, 9000, 0));
    }

    private IReadOnlyList<Sample> Arrived => _remote.Series.Samples(Up);

    private async Task<RemoteWriteService> StartAsync(
        long maxBytes = 1 << 20, Func<Labels, Labels?>? prepare = null)
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
                    Prepare = prepare ?? (labels => labels), MaxQueueBytes = maxBytes,
                    BatchSendDeadline = TimeSpan.FromMilliseconds(10),
                    MinBackoff = TimeSpan.FromMilliseconds(1),
                    MaxBackoff = TimeSpan.FromMilliseconds(5),
                },
            ],
            default);
        return service;
    }

    private async Task AppendAsync(long timestampMs, double value, Labels? labels = null)
    {
        using var batch = _sink.Begin();
        var reference = new SeriesReference();
        batch.Append(ref reference, labels ?? Up, timestampMs, value);
        await batch.CommitAsync(Durability.Journaled, also: null, default);
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
