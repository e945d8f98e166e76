namespace Hotaru.Scraper;

/// <summary>
/// When a target is due. Targets are spread over their interval by their hash, the same way after every
/// restart. The beat is kept on the monotonic clock; the wall clock only gives the timestamps, which are set
/// onto the beat where they are close to it, because evenly spaced timestamps take less room.
/// </summary>
internal sealed class ScrapeClock(TimeProvider time, TimeSpan interval)
{
    private static readonly TimeSpan MaxTolerance = TimeSpan.FromMilliseconds(2);
    private long _due;
    private DateTimeOffset _dueAt;

    /// <summary>How long to wait for the first scrape.</summary>
    public TimeSpan Start(ulong hash)
    {
        var now = time.GetUtcNow();
        var sinceEpoch = now.Ticks - DateTimeOffset.UnixEpoch.Ticks;
        var wait = interval.Ticks - (sinceEpoch % interval.Ticks) + (long)(hash % (ulong)interval.Ticks);
        if (wait > interval.Ticks) wait -= interval.Ticks;
        _due = time.GetTimestamp() + Units(TimeSpan.FromTicks(wait));
        _dueAt = now + TimeSpan.FromTicks(wait);
        return TimeSpan.FromTicks(wait);
    }

    /// <summary>The timestamp of the scrape that begins now.</summary>
    public long Timestamp()
    {
        var now = time.GetUtcNow();
        var tolerance = MaxTolerance < interval / 100 ? MaxTolerance : interval / 100;
        // Off by more: the clock was set, or the machine is busy. The beat follows the wall clock then.
        if ((now - _dueAt).Duration() > tolerance) _dueAt = now;
        return _dueAt.ToUnixTimeMilliseconds();
    }

    /// <summary>How long to wait for the next scrape. Scrapes that were missed are left out.</summary>
    public TimeSpan Next()
    {
        var now = time.GetTimestamp();
        do
        {
            _due += Units(interval);
            _dueAt += interval;
        }
        while (_due < now);
        return time.GetElapsedTime(now, _due);
    }

    private long Units(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
