namespace Hotaru.Storage.Retention;

/// <summary>
/// A Pi has no clock battery: after the start its time may be years off and then step. Data is dropped by age
/// only when the clock has run evenly for an hour, so that a step forward deletes nothing. Used by one
/// thread.
/// </summary>
internal sealed class TrustedClock(TimeProvider time)
{
    private static readonly TimeSpan Trial = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private DateTimeOffset _wall = time.GetUtcNow();
    private long _steady = time.GetTimestamp();

    /// <summary>The time, or null while it is not trusted.</summary>
    public long? NowMs
    {
        get
        {
            var now = time.GetUtcNow();
            var elapsed = time.GetElapsedTime(_steady);
            if ((now - _wall - elapsed).Duration() > Tolerance)
            {
                (_wall, _steady) = (now, time.GetTimestamp());
                return null;
            }

            return elapsed >= Trial ? now.ToUnixTimeMilliseconds() : null;
        }
    }
}
