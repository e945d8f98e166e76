using System.Net;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// What one target is yet to be told. Of an alert only its latest state waits: after an outage the target
/// hears how things stand, in the order in which they came to be so. It is not on disk, because rules say
/// everything again.
/// </summary>
internal sealed partial class ForwardQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, AlertEntry> _waiting = [];
    private readonly LinkedList<ulong> _order = new();
    private readonly Dictionary<ulong, (DateTimeOffset At, bool IsResolved)> _sent = [];
    private readonly ForwardTarget _target;
    private readonly ForwardLimits _limits;
    private readonly ActivityGauge _activity;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _retry;
    private ForwardCounts _counts;
    private int _failures;
    private bool _isPumping;
    private bool _isStopped;

    public ForwardQueue(
        ForwardTarget target, ForwardLimits limits, ActivityGauge activity, TimeProvider time,
        ILogger logger) =>
        (_target, _limits, _activity, _time, _logger) = (target, limits, activity, time, logger);

    public Uri Url => _target.Url;

    /// <summary>Why the target is not told now, or empty.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>What became of alerts since the start, and how many wait.</summary>
    public (ForwardCounts Counts, int Waiting) Standing
    {
        get
        {
            lock (_lock) return (_counts, _order.Count);
        }
    }

    public void Offer(IReadOnlyList<AlertEntry> alerts)
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            foreach (var alert in alerts) Offer_NeedsLock(alert, now);
        }

        Pump();
    }

    /// <summary>Goes on where the queue of the same target before a reload was.</summary>
    public void TakeOver(ForwardQueue before)
    {
        AlertEntry[] waiting;
        lock (before._lock)
        {
            waiting = [.. before._order.Select(f => before._waiting[f])];
            lock (_lock)
            {
                foreach (var (fingerprint, sent) in before._sent) _sent[fingerprint] = sent;
                _counts = before._counts;
            }
        }

        Offer(waiting);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isStopped) return;
            _isStopped = true;
            _retry?.Dispose();
        }

        _stopping.Cancel();
        _target.Client.Dispose();
    }

    private void Offer_NeedsLock(AlertEntry alert, DateTimeOffset now)
    {
        if (_target.Relabel is { } relabel)
        {
            if (relabel(alert.Labels) is not { Count: > 0 } labels) return;
            // A new entry, because the fingerprint belongs to the labels.
            alert = new AlertEntry(
                labels, alert.Annotations, alert.StartsAt, alert.EndsAt, alert.UpdatedAt, alert.IsTimeout,
                alert.GeneratorUrl);
        }

        var isResolved = alert.IsResolvedAt(now);
        var isWaiting = _waiting.ContainsKey(alert.Fingerprint);
        if (!isWaiting && _sent.TryGetValue(alert.Fingerprint, out var sent) && sent.IsResolved == isResolved
            && now - sent.At < _limits.ResendDelay) return;
        _waiting[alert.Fingerprint] = alert;
        if (isWaiting) return;
        _order.AddLast(alert.Fingerprint);
        if (_order.Count <= _limits.QueueLength) return;
        _waiting.Remove(_order.First!.Value);
        _order.RemoveFirst();
        _counts = _counts with { Dropped = _counts.Dropped + 1 };
    }

    private void Pump()
    {
        lock (_lock)
        {
            if (_isPumping || _isStopped || _retry is not null || _order.Count == 0) return;
            _isPumping = true;
        }

        _activity.Enter();
        _ = PumpAsync();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (Next() is { } batch)
            {
                var (problem, isRefused) = await PostAsync(batch).ConfigureAwait(false);
                if (problem.Length == 0 || isRefused) Left(batch, isRefused);
                else
                {
                    WaitAfter(problem);
                    return;
                }
            }
        }
        finally
        {
            _activity.Leave();
        }
    }

    private AlertEntry[]? Next()
    {
        lock (_lock)
        {
            if (!_isStopped && _order.Count > 0)
                return [.. _order.Take(_limits.BatchSize).Select(f => _waiting[f])];
            _isPumping = false;
            return null;
        }
    }

    /// <returns>What was wrong, or nothing; and whether the same post would be refused again.</returns>
    private async Task<(string Problem, bool IsRefused)> PostAsync(AlertEntry[] batch)
    {
        using var timeout = new CancellationTokenSource(_target.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
        try
        {
            using var request = HttpDelivery.Json(
                HttpMethod.Post, _target.Url.ToString(), ForwardPayload.Write(batch, _time.GetUtcNow()));
            using var response = await _target.Client.SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return ("", false);
            // Alerts that are refused for what they are come again anyway. A password that is wrong is put
            // right sooner or later: until then they wait, and it shows.
            return ($"{_target.Url.Authority} answered {(int)response.StatusCode}", response.StatusCode is
                HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
                or HttpStatusCode.UnprocessableEntity);
        }
        catch (Exception e)
        {
            // Whatever it was: the alerts wait, and the next try may succeed.
            return ($"{_target.Url.Authority}: {e.InnerException?.Message ?? e.Message}", false);
        }
    }

    private void Left(AlertEntry[] batch, bool isRefused)
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            (_failures, Trouble) = (0, "");
            _counts = isRefused
                ? _counts with { Errors = _counts.Errors + batch.Length }
                : _counts with { Sent = _counts.Sent + batch.Length };
            foreach (var alert in batch)
            {
                _sent[alert.Fingerprint] = (now, alert.IsResolvedAt(now));
                // One that changed meanwhile waits on.
                if (!ReferenceEquals(_waiting.GetValueOrDefault(alert.Fingerprint), alert)) continue;
                _waiting.Remove(alert.Fingerprint);
                _order.Remove(alert.Fingerprint);
            }

            foreach (var (fingerprint, sent) in _sent)
            {
                if (now - sent.At > TimeSpan.FromHours(1)) _sent.Remove(fingerprint);
            }
        }
    }

    private void WaitAfter(string problem)
    {
        lock (_lock)
        {
            _isPumping = false;
            if (_isStopped) return;
            _counts = _counts with { Errors = _counts.Errors + Math.Min(_order.Count, _limits.BatchSize) };
            if (_failures++ == 0) LogUnreachable(_logger, problem);
            Trouble = problem;
            var wait = _limits.FirstRetry * Math.Pow(1.5, Math.Min(_failures - 1, 40));
            if (wait > _limits.LongestRetry) wait = _limits.LongestRetry;
            _retry = _time.CreateTimer(_ => RetryNow(), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void RetryNow()
    {
        lock (_lock)
        {
            _retry?.Dispose();
            _retry = null;
        }

        Pump();
    }

    [LoggerMessage(1, LogLevel.Warning, "Alerts cannot be forwarded now and wait: {Problem}")]
    private static partial void LogUnreachable(ILogger logger, string problem);
}
