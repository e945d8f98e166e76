using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>The part "delivery": whether what is to be told arrives. Never a fault of the monitor.</summary>
public sealed class DeliveryHealth(NotifierService notifier) : IHealthSource
{
    public PartHealth Health => notifier.DeliveryHealth;
}
