using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// remote_read: what is here, and what the configured servers have beside it. A server that fails costs a
/// warning, not the query. Without targets it is the own storage and nothing more.
/// </summary>
/// <param name="local">The own storage.</param>
/// <param name="oldestHereMs">
/// The time of the oldest sample here, in milliseconds since the epoch; long.MaxValue where there is none.
/// </param>
public sealed class RemoteReadSource(
    ISeriesSource local, Func<long> oldestHereMs, Func<Labels> externalLabels, TimeProvider time)
    : ISeriesSource, IDisposable
{
    /// <summary>
    /// How long the time of the oldest sample is believed: finding it looks at every series.
    /// </summary>
    private static readonly TimeSpan OldestAge = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile IReadOnlyList<RemoteReadClient> _clients = [];
    private long _oldestMs;
    private long? _oldestAsked;

    /// <summary>Takes the targets of a configuration; those that did not change are kept.</summary>
    public void Apply(IReadOnlyList<RemoteReadTarget> targets)
    {
        var old = _clients;
        _clients = [.. targets.Select(target =>
            old.FirstOrDefault(c => c.Target.Fingerprint == target.Fingerprint)
                ?? new RemoteReadClient(target, time))];
        foreach (var gone in old.Except(_clients)) gone.Dispose();
    }

    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
    {
        var clients = _clients;
        if (clients.Count == 0) return local.Select(selection, cancellation);
        var oldest = Oldest();
        var asked = new List<(RemoteReadClient Client, Task<List<RemoteSeries>> Answer)>();
        foreach (var client in clients)
        {
            if (client.Part(selection, oldest) is { } part)
                asked.Add((client, client.ReadAsync(part, externalLabels(), cancellation)));
        }

        var own = local.Select(selection, cancellation);
        if (asked.Count == 0) return own;
        try
        {
            return Merge(own, asked);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        _clients = [];
    }

    private long Oldest()
    {
        lock (_lock)
        {
            if (_oldestAsked is { } asked && time.GetElapsedTime(asked) < OldestAge) return _oldestMs;
            _oldestAsked = time.GetTimestamp();
            return _oldestMs = oldestHereMs();
        }
    }

    /// <summary>The seam is synchronous, and a query has its thread: it waits here.</summary>
    private static MergedSet Merge(
        ISeriesSet own, List<(RemoteReadClient Client, Task<List<RemoteSeries>> Answer)> asked)
    {
        var series = new List<IReadOnlyList<RemoteSeries>>();
        var warnings = new List<string>();
        foreach (var (client, answer) in asked)
        {
            try
            {
                series.Add(answer.GetAwaiter().GetResult());
            }
            catch (Exception e) when (e is HttpRequestException or FormatException or IOException)
            {
                warnings.Add($"remote_read {client.Target.Name}: {e.Message}");
            }
        }

        return new MergedSet(own, series, warnings);
    }
}
