using System.Buffers.Binary;
using Hotaru.Model;
using Hotaru.Templating;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// The queue to one integration of a receiver, on disk. One notification at a time, in order; the next goes
/// out only when the one before it was delivered, refused or given up. Any thread may enqueue.
/// </summary>
internal sealed partial class DeliveryQueue : IDisposable
{
    internal const string Table = "notifier_queue";

    /// <summary>Failures that end within this time are not worth a person's look.</summary>
    private static readonly TimeSpan HitchTime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<QueuedNotification> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _integration;
    private INotificationSender _sender;
    private INotificationSender? _nextSender;
    private readonly DeliveryContext _context;
    private ITimer? _retry;
    private DateTimeOffset? _failingSince;
    private string _failure = "";
    private bool _isPumping;
    private bool _isStopped;
    private ulong _nextSequence = 1;
    private long _attemptSince;

    public DeliveryQueue(string integration, INotificationSender sender, DeliveryContext context)
    {
        (_integration, _sender, _context) = (integration, sender, context);
        Load();
    }

    /// <summary>Tells what became of a notification that left the queue: true if it was delivered.</summary>
    public event Action<Notification, bool>? Left;

    public int Length
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>How many wait, since when the first of them does, and why it has not left yet.</summary>
    public (int Length, DateTimeOffset? Since, string Failure) Standing
    {
        get
        {
            lock (_lock)
            {
                var first = _waiting.First?.Value;
                return (_waiting.Count, first?.Notification.At, first is null ? "" : first.LastReason);
            }
        }
    }

    /// <summary>Why nothing has left the queue for a while, or empty; a short hitch is no trouble.</summary>
    public string Trouble =>
        _failingSince is { } since && _context.Time.GetUtcNow() - since >= HitchTime ? _failure : "";

    /// <summary>An attempt has outlived its timeout by far: whatever sends it does not come back.</summary>
    public bool IsStuck => Interlocked.Read(ref _attemptSince) is var since and not 0
        && _context.Time.GetElapsedTime(since) > 2 * _context.Limits.AttemptTimeout + HitchTime;

    public string Stuck => $"{_integration}: an attempt does not end ({Length} waiting)";

    public static KeyRange RangeOf(string integration) =>
        KeyRange.Prefix([.. NotifierJournal.Key(integration), 0]);

    /// <summary>Begins with what was left from before a restart.</summary>
    public void Start() => Pump();

    /// <summary>
    /// Puts a notification at the end; the batch gets what must be on disk before it is sent, and
    /// <see cref="Release"/> lets it go.
    /// </summary>
    public QueuedNotification Add(Notification notification, StoreBatch batch)
    {
        lock (_lock)
        {
            var entry = new QueuedNotification(notification, _nextSequence++, _context.Time.GetUtcNow());
            _waiting.AddLast(entry);
            batch.Put(Table, KeyOf(entry.Sequence), NotificationCodec.Write(notification));
            _context.Log.Queued(LogKey(notification), notification);
            return entry;
        }
    }

    /// <summary>The entry is on disk, or the disk refused it and the alert shall not wait for that.</summary>
    public void Release(QueuedNotification entry)
    {
        entry.IsStored = true;
        DropOverflow();
        Pump();
    }

    /// <summary>From the next attempt on another sender is used: the configuration has changed.</summary>
    public void SpeakThrough(INotificationSender sender)
    {
        lock (_lock)
        {
            _nextSender?.Dispose();
            _nextSender = sender;
        }
    }

    /// <summary>Sends a test past the queue, once.</summary>
    public async Task<DeliveryOutcome> TestAsync(Notification notification, CancellationToken cancellation)
    {
        var entry = new QueuedNotification(notification, 0, notification.At) { Attempts = 1 };
        var outcome = await TryAsync(notification, cancellation).ConfigureAwait(false);
        var state = outcome.Result == DeliveryResult.Delivered ? DeliveryState.Delivered
            : DeliveryState.Refused;
        Note(entry, state, outcome.Reason);
        return outcome;
    }

    /// <summary>The integration is no longer configured: what waits is dropped.</summary>
    public void Abandon()
    {
        Dispose();
        List<QueuedNotification> waiting;
        lock (_lock) waiting = [.. _waiting];
        foreach (var entry in waiting)
            Remove(entry, isDelivered: false, DeliveryState.Dropped, "the receiver is no longer configured");
    }

    /// <summary>Ends sending; what waits stays on disk.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            _retry?.Dispose();
            _nextSender?.Dispose();
        }

        _stopping.Cancel();
        _sender.Dispose();
    }

    private INotificationSender Sender()
    {
        lock (_lock)
        {
            if (_nextSender is not { } next) return _sender;
            _sender.Dispose();
            (_sender, _nextSender) = (next, null);
            return next;
        }
    }

    private void Load()
    {
        foreach (var (key, value) in _context.Journal.Scan(Table, RangeOf(_integration), reverse: false))
        {
            var sequence = BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(^8));
            _nextSequence = sequence + 1;
            using var document = System.Text.Json.JsonDocument.Parse(value);
            var notification = NotificationCodec.Read(document.RootElement);
            _waiting.AddLast(
                new QueuedNotification(
                    notification, sequence, _context.Time.GetUtcNow())
                { IsStored = true });
            _context.Log.Queued(LogKey(notification), notification);
        }
    }

    private void Pump()
    {
        lock (_lock)
        {
            if (_isPumping || _isStopped || _retry is not null) return;
            if (_waiting.First is not { Value.IsStored: true }) return;
            _isPumping = true;
        }

        _context.Activity.Enter();
        _ = PumpAsync();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (Head() is { } head)
            {
                var outcome = await TryAsync(head.Notification, _stopping.Token).ConfigureAwait(false);
                if (_stopping.IsCancellationRequested) return;
                head.Attempts++;
                if (outcome.Result == DeliveryResult.Retry && !IsTooOld(head, outcome))
                {
                    Wait(head, outcome);
                    return;
                }

                Leave(head, outcome);
            }
        }
        catch (Exception e)
        {
            // Nothing that is known comes here; whatever it is must not end the queue.
            LogBroken(_context.Logger, _integration, e);
            TryAgainIn(_context.Limits.LongestRetry);
        }
        finally
        {
            _context.Activity.Leave();
        }
    }

    /// <summary>The next one to send; when there is none, the pump has ended.</summary>
    private QueuedNotification? Head()
    {
        lock (_lock)
        {
            if (!_isStopped && _waiting.First is { Value.IsStored: true } first) return first.Value;
            _isPumping = false;
            return null;
        }
    }

    private async Task<DeliveryOutcome> TryAsync(Notification notification, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_context.Limits.AttemptTimeout, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var began = _context.Time.GetTimestamp();
        Interlocked.Exchange(ref _attemptSince, began | 1);
        try
        {
            _context.Counters.Attempted(_integration);
            return await Sender().SendAsync(notification, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return DeliveryOutcome.Unreachable(
                $"no answer within {_context.Limits.AttemptTimeout.TotalSeconds} s");
        }
        catch (TemplateException e)
        {
            return DeliveryOutcome.Refused(e.Message);
        }
        catch (Exception e)
        {
            return DeliveryOutcome.Unreachable(e.Message);
        }
        finally
        {
            Interlocked.Exchange(ref _attemptSince, 0);
            _context.Counters.Took(_integration, _context.Time.GetElapsedTime(began));
        }
    }

    private bool IsTooOld(QueuedNotification head, DeliveryOutcome outcome)
    {
        var now = _context.Time.GetUtcNow();
        if (!outcome.Answered) return now - head.Since > _context.Limits.GiveUpUnreachable;
        head.AnsweredSince ??= now;
        return now - head.AnsweredSince > _context.Limits.GiveUpAnswered;
    }

    private void Wait(QueuedNotification head, DeliveryOutcome outcome)
    {
        (_failure, _failingSince) = (outcome.Reason, _failingSince ?? _context.Time.GetUtcNow());
        Note(head, DeliveryState.Retrying, outcome.Reason);
        if (head.Attempts == 1) LogRetrying(_context.Logger, _integration, outcome.Reason);
        TryAgainIn(outcome.RetryAfter ?? Backoff(head.Attempts));
    }

    private void TryAgainIn(TimeSpan delay)
    {
        lock (_lock)
        {
            _isPumping = false;
            if (_isStopped) return;
            _retry = _context.Time.CreateTimer(_ => RetryNow(), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Backoff(int attempts)
    {
        var wait = _context.Limits.FirstRetry * Math.Pow(1.5, Math.Min(attempts - 1, 50));
        return wait < _context.Limits.LongestRetry ? wait : _context.Limits.LongestRetry;
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

    private void Leave(QueuedNotification entry, DeliveryOutcome outcome)
    {
        var isDelivered = outcome.Result == DeliveryResult.Delivered;
        if (isDelivered) _failingSince = null;
        else LogFailed(_context.Logger, _integration, entry.Notification.GroupKey, entry.Attempts,
            outcome.Reason);
        Remove(entry, isDelivered, outcome.Result switch
        {
            DeliveryResult.Delivered => DeliveryState.Delivered,
            DeliveryResult.Refused => DeliveryState.Refused,
            _ => DeliveryState.Dropped,
        }, outcome.Reason);
    }

    private void Remove(QueuedNotification entry, bool isDelivered, DeliveryState state, string reason)
    {
        var batch = new StoreBatch();
        lock (_lock)
        {
            if (!_waiting.Remove(entry)) return;
            batch.Delete(Table, KeyOf(entry.Sequence));
        }

        var key = LogKey(entry.Notification);
        if (isDelivered) _context.Log.Delivered(key, entry.Notification, _context.Time.GetUtcNow(), batch);
        else _context.Log.Dropped(key, entry.Notification, batch);
        _ = _context.Journal.WriteAsync(batch, Durability.Synced);
        Note(entry, state, reason.Length > 0 ? reason : entry.LastReason);
        _context.Counters.Left(_integration, isDelivered);
        Left?.Invoke(entry.Notification, isDelivered);
    }

    private void DropOverflow()
    {
        while (true)
        {
            QueuedNotification oldest;
            lock (_lock)
            {
                if (_waiting.Count <= _context.Limits.QueueLength) return;
                // The head may be under way: the one behind it goes.
                oldest = (_isPumping ? _waiting.First!.Next! : _waiting.First!).Value;
            }

            Remove(oldest, isDelivered: false, DeliveryState.Dropped, "the queue was full");
        }
    }

    private void Note(QueuedNotification entry, DeliveryState state, string reason)
    {
        entry.LastReason = reason;
        var n = entry.Notification;
        _context.Deliveries.Note(new DeliveryRecord(
            n.Id, n.At, n.Receiver, _integration, n.GroupKey, n.Status, n.Alerts.Count, state, entry.Attempts,
            reason,
            _context.Time.GetUtcNow(), n.IsTest,
            [.. n.Alerts.Take(DeliveryRecord.MaxMembers).Select(a => a.Alert.Fingerprint)]));
    }

    private string LogKey(Notification notification) =>
        NotificationLog.KeyOf(notification.GroupKey, _integration);

    private byte[] KeyOf(ulong sequence)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, sequence);
        return [.. NotifierJournal.Key(_integration), 0, .. key];
    }
}
