using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Remote;

/// <summary>All of remote_write: takes a configuration at the start and on every reload.</summary>
public sealed class RemoteWriteService(
    ForwardingSink sink, IStore store, Func<IReadOnlyDictionary<string, MetricMetadata>> families,
    TimeProvider time, ILogger<RemoteWriteService> log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _applying = new(1, 1);
    private IReadOnlyList<RemoteWriteSender> _senders = [];

    /// <summary>
    /// For each target: confirmed, refused for good, dropped because the queue was full, bytes waiting.
    /// </summary>
    public IReadOnlyList<(string Name, long Sent, long Refused, long Dropped, long WaitingBytes)> Figures =>
        [.. _senders.Select(s => (
            s.Target.Name, s.Tally.Samples + s.Tally.Histograms, s.Tally.Refused, s.Queue.Dropped,
            s.Queue.Bytes))];

    /// <summary>prometheus_remote_storage_* of the targets in force.</summary>
    public IEnumerable<MetricFamily> Metrics => SenderFamilies.Of(_senders);

    /// <summary>
    /// Targets that did not change run on; the queue of one that changed goes on under its name.
    /// </summary>
    public async Task ApplyAsync(IReadOnlyList<RemoteWriteTarget> targets, CancellationToken cancellation)
    {
        await _applying.WaitAsync(cancellation);
        try
        {
            var old = _senders.ToDictionary(sender => sender.Target.Name, StringComparer.Ordinal);
            var senders = new List<RemoteWriteSender>();
            foreach (var target in targets)
            {
                if (old.TryGetValue(target.Name, out var same)
                    && same.Target.Fingerprint == target.Fingerprint)
                {
                    old.Remove(target.Name);
                    senders.Add(same);
                }
            }

            // A changed target's former sender is done with its queue before the new one opens it.
            sink.Use(senders);
            foreach (var sender in old.Values)
            {
                await sender.StopAsync();
                sender.Dispose();
            }

            foreach (var target in targets.Where(t => !senders.Exists(s => s.Target.Name == t.Name)))
            {
                var sender = new RemoteWriteSender(target, store, families, time, log);
                senders.Add(sender);
                sender.Start();
            }

            _senders = senders;
            sink.Use(senders);
        }
        finally
        {
            _applying.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.StopAsync();
            sender.Dispose();
        }

        _senders = [];
        _applying.Dispose();
    }
}
