namespace Hotaru.Notifier;

/// <summary>One way in which a receiver is told.</summary>
/// <param name="Key">Receiver, kind and index: <c>ops/webhook/0</c>.</param>
internal sealed record Integration(string Key, bool SendResolved, DeliveryQueue Queue);
