namespace Hotaru.Notifier;

/// <summary>The named limits of the queues to receivers.</summary>
/// <param name="QueueLength">
/// Notifications that wait for one receiver; beyond it the oldest is dropped and logged.
/// </param>
/// <param name="AttemptTimeout">For one attempt.</param>
/// <param name="FirstRetry">After the first failure; each further wait is half as long again.</param>
/// <param name="LongestRetry">The longest wait between attempts.</param>
/// <param name="GiveUpUnreachable">How long an unreachable receiver is tried.</param>
/// <param name="GiveUpAnswered">How long a receiver is tried that is there and answers with an error.</param>
public sealed record DeliveryLimits(
    int QueueLength, TimeSpan AttemptTimeout, TimeSpan FirstRetry, TimeSpan LongestRetry,
    TimeSpan GiveUpUnreachable,
    TimeSpan GiveUpAnswered)
{
    public static readonly DeliveryLimits Default = new(
        10_000, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1),
        TimeSpan.FromDays(7), TimeSpan.FromHours(1));
}
