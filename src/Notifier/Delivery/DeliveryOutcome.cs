namespace Hotaru.Notifier;

/// <summary>What became of one attempt, and why.</summary>
/// <param name="Reason">For people, without secrets; empty where it was delivered.</param>
/// <param name="Answered">The receiver was there and answered.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public readonly record struct DeliveryOutcome(
    DeliveryResult Result, string Reason, bool Answered = true, TimeSpan? RetryAfter = null)
{
    public static readonly DeliveryOutcome Delivered = new(DeliveryResult.Delivered, "");

    public static DeliveryOutcome Unreachable(string reason) =>
        new(DeliveryResult.Retry, reason, Answered: false);

    public static DeliveryOutcome Retry(string reason, TimeSpan? after = null) =>
        new(DeliveryResult.Retry, reason, RetryAfter: after);

    public static DeliveryOutcome Refused(string reason) => new(DeliveryResult.Refused, reason);
}
