namespace Hotaru.Model;

/// <summary>
/// The pulse of one loop: before each wait and each piece of work it says within which time it will be back.
/// Measured by a clock that is never set. One loop beats, any thread asks.
/// </summary>
/// <param name="grace">On top of what the loop said: a slow card, a busy machine.</param>
public sealed class LoopPulse(TimeProvider time, TimeSpan grace)
{
    /// <summary>What is slower than this has stopped.</summary>
    public static readonly TimeSpan UsualGrace = TimeSpan.FromMinutes(5);

    private long _dueAt = long.MaxValue;

    /// <summary>The loop will beat again within this time.</summary>
    public void Beat(TimeSpan within) => Interlocked.Exchange(
        ref _dueAt, time.GetTimestamp() + (long)((within + grace).TotalSeconds * time.TimestampFrequency));

    /// <summary>The loop has ended or has nothing to do.</summary>
    public void Rest() => Interlocked.Exchange(ref _dueAt, long.MaxValue);

    /// <summary>How long it is overdue; null while it is not.</summary>
    public TimeSpan? Overdue
    {
        get
        {
            var due = Interlocked.Read(ref _dueAt);
            var now = time.GetTimestamp();
            return now <= due ? null : time.GetElapsedTime(due, now);
        }
    }
}
