namespace Hotaru.Kubernetes;

/// <summary>How a watch waits.</summary>
public sealed record WatchPace
{
    public static readonly WatchPace Default = new();

    /// <summary>
    /// The wait after the first failure; each further one is twice as long, and a little random.
    /// </summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(800);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the server is asked to keep one watch open. A minute, where others ask for five to ten: each
    /// new watch proves that the server is there, and verdicts about jobs wait for such a proof.
    /// </summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long behind its end a watch may still be silent before the connection counts as dead.
    /// </summary>
    public TimeSpan Overtime { get; init; } = TimeSpan.FromSeconds(15);
}
