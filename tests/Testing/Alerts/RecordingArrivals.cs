using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Testing;

/// <summary>Keeps what arrived, in order.</summary>
public sealed class RecordingArrivals : IArrivalSink
{
    private readonly ConcurrentQueue<IReadOnlyCollection<string>> _all = new();

    public IReadOnlyList<IReadOnlyCollection<string>> All => [.. _all];

    public void Arrived(IReadOnlyCollection<string> metricNames) => _all.Enqueue(metricNames);
}
