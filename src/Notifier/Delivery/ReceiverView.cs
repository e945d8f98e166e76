namespace Hotaru.Notifier;

/// <summary>A receiver as it is configured now, with how each way of telling it goes.</summary>
public sealed record ReceiverView(string Name, IReadOnlyList<IntegrationView> Integrations);
