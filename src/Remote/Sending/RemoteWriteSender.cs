using System.Net;
using System.Net.Http.Headers;
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
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ProtoWriter _request = new();
    private Task _running = Task.CompletedTask;
    private int _samples;
    private long _bytes;

    /// <exception cref="StoreException">The queue on disk cannot be read.</exception>
    public RemoteWriteSender(RemoteWriteTarget target, IStore store, TimeProvider time, ILogger log)
    {
        (Target, _time, _log) = (target, time, log);
        Queue = new RemoteWriteQueue(store, target.Name, target.MaxQueueBytes);
        Encoder = new SeriesEncoder(target);
        _client = target.CreateClient();
    }

    public RemoteWriteTarget Target { get; }

    public RemoteWriteQueue Queue { get; }

    public SeriesEncoder Encoder { get; }

    /// <summary>Samples that the target has confirmed.</summary>
    public long Sent { get; private set; }

    /// <summary>Samples that the target refused for good.</summary>
    public long Refused { get; private set; }

    public void Start() => _running = RunAsync(_stopping.Token);

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
                if (_request.Length == 0) continue;
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
        (_samples, _bytes) = (0, 0);
        var started = _time.GetTimestamp();
        while (_samples < Target.MaxSamplesPerSend)
        {
            if (TryTake(out var part))
            {
                if (_request.Length == 0) started = _time.GetTimestamp();
                _request.Raw(part.Fields);
                _samples += part.Samples;
                _bytes += part.Fields.Length;
                continue;
            }

            var left = Target.BatchSendDeadline - _time.GetElapsedTime(started);
            if (_request.Length > 0 && left <= TimeSpan.Zero) return;
            await PauseAsync(_request.Length > 0 ? left : Target.BatchSendDeadline, cancellation);
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
        var body = Snappy.Encode(_request.Written);
        var pause = Target.MinBackoff;
        var isFailing = false;
        while (true)
        {
            var (outcome, reason, retryAfter) = await TryDeliverAsync(body, cancellation);
            if (outcome == DeliveryOutcome.Delivered)
            {
                if (isFailing) _log.DeliversAgain(Target.Name);
                Sent += _samples;
                return;
            }

            if (outcome == DeliveryOutcome.Refused)
            {
                _log.SamplesRefused(Target.Name, _samples, reason);
                Refused += _samples;
                return;
            }

            if (!isFailing) _log.CannotDeliver(Target.Name, reason);
            isFailing = true;
            await Task.Delay(retryAfter ?? pause, _time, cancellation);
            pause = pause * 2 < Target.MaxBackoff ? pause * 2 : Target.MaxBackoff;
        }
    }

    private async Task<(DeliveryOutcome Outcome, string Reason, TimeSpan? RetryAfter)> TryDeliverAsync(
        byte[] body, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Target.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Target.Url);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            request.Content.Headers.ContentEncoding.Add("snappy");
            request.Headers.TryAddWithoutValidation("X-Prometheus-Remote-Write-Version", "0.1.0");
            request.Headers.TryAddWithoutValidation("User-Agent", "Hotaru");
            using var response = await _client.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            if (status is >= 200 and < 300) return (DeliveryOutcome.Delivered, "", null);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            var reason = $"{status} {text.AsSpan(0, Math.Min(text.Length, 256)).Trim()}";
            var isTemporary = status >= 500
                || (status == (int)HttpStatusCode.TooManyRequests && Target.RetryOnHttp429);
            return isTemporary
                ? (DeliveryOutcome.TryAgain, reason, response.Headers.RetryAfter?.Delta)
                : (DeliveryOutcome.Refused, reason, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (DeliveryOutcome.TryAgain, $"no answer within {Target.Timeout.TotalSeconds:0.#} s", null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (DeliveryOutcome.TryAgain, e.Message, null);
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        try
        {
            // Once the target has it, a stop must not keep the rows: they would be sent again.
            await Queue.ForgetAsync(_bytes, CancellationToken.None);
        }
        catch (StoreException e)
        {
            _log.QueueUnreadable(Target.Name, e.Message);
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
