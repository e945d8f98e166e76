namespace Hotaru.Notifier;

/// <summary>The named limits of forwarding.</summary>
/// <param name="QueueLength">Alerts that wait for one target; beyond it the oldest goes.</param>
/// <param name="BatchSize">Alerts in one post.</param>
/// <param name="ResendDelay">How often an alert that goes on is sent again, as Prometheus does.</param>
/// <param name="FirstRetry">After a failure; each further wait is half as long again.</param>
/// <param name="LongestRetry">The longest wait.</param>
public sealed record ForwardLimits(
    int QueueLength, int BatchSize, TimeSpan ResendDelay, TimeSpan FirstRetry, TimeSpan LongestRetry)
{
    public static readonly ForwardLimits Default = new(
        10_000, 256, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
}
