namespace Hotaru.Notifier;

/// <summary>Counts for /metrics, by integration. Any thread.</summary>
public sealed class DeliveryCounters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DeliveryCount> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DeliveryCount> Counts
    {
        get
        {
            lock (_lock) return new Dictionary<string, DeliveryCount>(_counts);
        }
    }

    internal void Attempted(string integration) =>
        Change(integration, c => c with { Requests = c.Requests + 1 });

    internal void Left(string integration, bool isDelivered) => Change(integration, c => isDelivered
        ? c with { Delivered = c.Delivered + 1 }
        : c with { Failed = c.Failed + 1 });

    private void Change(string integration, Func<DeliveryCount, DeliveryCount> change)
    {
        lock (_lock) _counts[integration] = change(_counts.GetValueOrDefault(integration));
    }
}
