using Hotaru.Model;
using IronSnappy;
using Microsoft.Extensions.Logging;

namespace Hotaru.Remote;

/// <summary>
/// Sends one target's queue, part after part, in order. What cannot be delivered now is tried again with a
/// growing pause; what the target refuses for good is left out and said so.
/// </summary>
internal sealed class RemoteWriteSender : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RemoteWriteClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PendingRequest _request;
    private readonly MetadataSender? _metadata;
    private Task _running = Task.CompletedTask;

    /// <exception cref="StoreException">The queue on disk cannot be read.</exception>
    public RemoteWriteSender(
        RemoteWriteTarget target, IStore store,
        Func<IReadOnlyDictionary<string, MetricMetadata>> families, TimeProvider time, ILogger log)
    {
        (Target, _time, _log) = (target, time, log);
        Queue = new RemoteWriteQueue(store, target.Name, target.MaxQueueBytes);
        Encoder = new SeriesEncoder(target);
        _client = new RemoteWriteClient(target, time);
        _request = new PendingRequest(
            target, name => target.SendMetadata ? families().GetValueOrDefault(name) : null);
        if (target is { SendMetadata: true, IsVersion2: false })
            _metadata = new MetadataSender(target, _client, families, Tally, time, log);
    }

    public RemoteWriteTarget Target { get; }

    public RemoteWriteQueue Queue { get; }

    public SeriesEncoder Encoder { get; }

    public SenderTally Tally { get; } = new();

    public void Start() => _running = Task.WhenAll(
        RunAsync(_stopping.Token), _metadata?.RunAsync(_stopping.Token) ?? Task.CompletedTask);

    /// <summary>Stops; what is not delivered stays on disk.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _client.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await CollectAsync(cancellation);
                if (_request.IsEmpty) continue;
                await DeliverAsync(cancellation);
                await ForgetAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    /// <summary>Takes parts until a request is full or its deadline is over.</summary>
    private async Task CollectAsync(CancellationToken cancellation)
    {
        _request.Clear();
        var started = _time.GetTimestamp();
        while (_request.Queued < Target.MaxSamplesPerSend)
        {
            if (TryTake(out var part))
            {
                if (_request.IsEmpty) started = _time.GetTimestamp();
                _request.Add(part);
                continue;
            }

            var left = Target.BatchSendDeadline - _time.GetElapsedTime(started);
            if (!_request.IsEmpty && left <= TimeSpan.Zero) return;
            await PauseAsync(!_request.IsEmpty ? left : Target.BatchSendDeadline, cancellation);
        }
    }

    private bool TryTake(out QueuedPart part)
    {
        try
        {
            return Queue.TryTake(out part);
        }
        catch (StoreException e)
        {
            _log.QueueUnreadable(Target.Name, e.Message);
            part = default;
            return false;
        }
    }

    private async Task PauseAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var arrived = Queue.WaitAsync(Timeout.InfiniteTimeSpan, either.Token);
        await Task.WhenAny(arrived, Task.Delay(atMost, _time, either.Token));
        await either.CancelAsync();
        try
        {
            await arrived;
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task DeliverAsync(CancellationToken cancellation)
    {
        var body = Snappy.Encode(_request.Encode(_time.GetUtcNow().ToUnixTimeMilliseconds()));
        Tally.LeaveOutOld(_request.TooOld);
        var samples = _request.Samples + _request.Histograms;
        if (samples + _request.Exemplars == 0) return;
        var pause = Target.MinBackoff;
        var isFailing = false;
        while (true)
        {
            var begun = _time.GetTimestamp();
            var delivery = await _client.PostAsync(body, Target.IsVersion2, cancellation);
            Tally.Took(_time.GetElapsedTime(begun));
            if (delivery.Outcome == DeliveryOutcome.Delivered)
            {
                if (isFailing) _log.DeliversAgain(Target.Name);
                Tally.Delivered(_request, body.Length);
                return;
            }

            if (delivery.Outcome == DeliveryOutcome.Refused)
            {
                var refused = Math.Max(0, samples - delivery.Written);
                _log.SamplesRefused(Target.Name, refused, delivery.Reason);
                Tally.Refuse(refused);
                return;
            }

            if (!isFailing) _log.CannotDeliver(Target.Name, delivery.Reason);
            isFailing = true;
            Tally.Retry(samples);
            await Task.Delay(delivery.RetryAfter ?? pause, _time, cancellation);
            pause = pause * 2 < Target.MaxBackoff ? pause * 2 : Target.MaxBackoff;
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        try
        {
            // Once the target has it, a stop must not keep the rows: they would be sent again.
            await Queue.ForgetAsync(_request.Queued, _request.QueuedBytes, CancellationToken.None);
        }
        catch (StoreException e)
        {
            _log.QueueUnreadable(Target.Name, e.Message);
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
