namespace Hotaru.Notifier;

/// <summary>Counts for /metrics, by integration. Any thread.</summary>
public sealed class DeliveryCounters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DeliveryCount> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LatencyHistogram> _latencies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DeliveryCount> Counts
    {
        get
        {
            lock (_lock) return new Dictionary<string, DeliveryCount>(_counts);
        }
    }

    /// <summary>How long attempts took, by kind.</summary>
    public IReadOnlyDictionary<string, LatencyHistogram> Latencies
    {
        get
        {
            lock (_lock) return _latencies.ToDictionary(l => l.Key, l => l.Value.Copy());
        }
    }

    internal void Took(string integration, TimeSpan duration)
    {
        // A key is receiver/kind/index, and receivers' names may have slashes.
        var kind = integration.Split('/')[^2];
        lock (_lock)
        {
            if (!_latencies.TryGetValue(kind, out var latency))
                _latencies[kind] = latency = new LatencyHistogram();
            latency.Observe(duration);
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
