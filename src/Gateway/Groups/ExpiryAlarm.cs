namespace Hotaru.Gateway;

/// <summary>
/// Rings when the time to live of a group may be over; with no such group nothing wakes the processor.
/// Thread-safe.
/// </summary>
internal sealed class ExpiryAlarm : IDisposable
{
    /// <summary>The clock may be set forward while the alarm waits.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _rings = new(0);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset _due = DateTimeOffset.MaxValue;

    public ExpiryAlarm(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A group may expire then; null for one that stays for ever.</summary>
    public void Note(DateTimeOffset? expiresAt)
    {
        if (expiresAt is not { } at) return;
        lock (_lock)
        {
            if (at >= _due) return;
            _due = at;
            Sleep_NeedsLock();
        }
    }

    /// <summary>Completes when a moment that was noted has come: all that were noted are forgotten.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _rings.WaitAsync(cancellation);

    public void Dispose()
    {
        _timer.Dispose();
        _rings.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_due == DateTimeOffset.MaxValue) return;
            if (_time.GetUtcNow() < _due)
            {
                Sleep_NeedsLock();
                return;
            }

            _due = DateTimeOffset.MaxValue;
            _rings.Release();
        }
    }

    private void Sleep_NeedsLock()
    {
        var left = _due - _time.GetUtcNow();
        // A timer may come a moment early; a millisecond more spares a second look.
        left = left <= TimeSpan.Zero ? TimeSpan.Zero : left + TimeSpan.FromMilliseconds(1);
        _timer.Change(left < LongestSleep ? left : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
