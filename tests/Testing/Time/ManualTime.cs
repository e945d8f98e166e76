namespace Hotaru.Testing;

/// <summary>
/// A clock that moves when the test says so. Timers fire on the advancing thread, in order of their due
/// times.
/// <see cref="Step"/> moves the wall clock only, as a clock that is set does.
/// </summary>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    public static readonly DateTimeOffset DefaultStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start ?? DefaultStart;
    private long _elapsedTicks;

    /// <summary>Timers that wait for their time.</summary>
    public int Timers
    {
        get
        {
            lock (_lock) return _timers.Count;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp()
    {
        lock (_lock) return _elapsedTicks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime,
        TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass: both clocks move, and timers that come due fire.</summary>
    public void Advance(TimeSpan by)
    {
        long target;
        lock (_lock) target = _elapsedTicks + by.Ticks;
        while (true)
        {
            ManualTimer? due;
            lock (_lock)
            {
                due = _timers.Where(t => t.DueTicks <= target).MinBy(t => t.DueTicks);
                var to = due?.DueTicks ?? target;
                if (to > _elapsedTicks)
                {
                    _now += TimeSpan.FromTicks(to - _elapsedTicks);
                    _elapsedTicks = to;
                }

                if (due is null) return;
                if (due.PeriodTicks > 0) due.DueTicks += due.PeriodTicks;
                else _timers.Remove(due);
            }

            due.Fire();
        }
    }

    /// <summary>Sets the wall clock forward or back; timers and timestamps do not notice.</summary>
    public void Step(TimeSpan by)
    {
        lock (_lock) _now += by;
    }

    private sealed class ManualTimer(ManualTime owner, TimerCallback callback, object? state) : ITimer
    {
        public long DueTicks { get; set; }

        public long PeriodTicks { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var fireNow = dueTime == TimeSpan.Zero;
            lock (owner._lock)
            {
                owner._timers.Remove(this);
                PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueTicks = owner._elapsedTicks + (fireNow ? PeriodTicks : dueTime.Ticks);
                if (!fireNow || PeriodTicks > 0) owner._timers.Add(this);
            }

            if (fireNow) Fire();
            return true;
        }

        public void Dispose()
        {
            lock (owner._lock) owner._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
