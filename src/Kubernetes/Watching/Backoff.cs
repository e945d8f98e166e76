namespace Hotaru.Kubernetes;

/// <summary>Waits that double, from the first to the longest, each with up to half of itself added.</summary>
internal sealed class Backoff(WatchPace pace)
{
    private int _failures;

    public bool IsFailing => _failures > 0;

    public void Reset() => _failures = 0;

    public TimeSpan Next()
    {
        var wait = pace.FirstRetry * Math.Pow(2, Math.Min(_failures++, 16));
        if (wait > pace.LongestRetry) wait = pace.LongestRetry;
#pragma warning disable CA5394 // Spreads requests; nothing secret.
        return wait * (1 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }
}
