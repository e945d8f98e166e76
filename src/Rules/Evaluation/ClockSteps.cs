namespace Hotaru.Rules;

/// <summary>
/// Notices that the wall clock was set between two evaluations. A Pi has no clock battery: after the step the
/// times of alerts are moved by it, so that <c>for</c> measures time that passed.
/// </summary>
internal sealed class ClockSteps(TimeProvider time)
{
    /// <summary>Less is drift and slewing.</summary>
    private const long TolerancePerCallMs = 5000;

    private long _wallMs;
    private long _timestamp;

    /// <summary>By how many milliseconds the clock was set since the last call; 0 where it was not.</summary>
    public long Take()
    {
        var wallMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var timestamp = time.GetTimestamp();
        var passedMs = (long)time.GetElapsedTime(_timestamp, timestamp).TotalMilliseconds;
        var step = _wallMs == 0 ? 0 : wallMs - _wallMs - passedMs;
        (_wallMs, _timestamp) = (wallMs, timestamp);
        return Math.Abs(step) > TolerancePerCallMs ? step : 0;
    }
}
