namespace Hotaru.Notifier;

/// <summary>How one way of telling a receiver goes.</summary>
/// <param name="Key">Receiver, kind and index: <c>ops/webhook/0</c>.</param>
/// <param name="Waiting">Notifications in its queue, the one under way among them.</param>
/// <param name="WaitingSince">The flush of the first of them; null where none waits.</param>
/// <param name="Failure">Why the last attempt failed; empty where it did not.</param>
/// <param name="Count">Since the start of the process.</param>
public sealed record IntegrationView(
    string Key, string Kind, int Waiting, DateTimeOffset? WaitingSince, string Failure, DeliveryCount Count);
