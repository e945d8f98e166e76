using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Looks for the Alertmanagers elsewhere by every kind of discovery, and tells the forwarder when they
/// change.
/// </summary>
internal sealed class ForwardingStart(
    AlertForwarder forwarder, ApplianceModel model, TimeProvider time, ILogger<ForwardingStart> log)
    : IHostedService, IReloadable
{
    private readonly Lock _lock = new();
    private readonly List<TargetWatch> _watches = [];
    private IReadOnlyList<Uri>[] _found = [];
    private PrometheusModel _model = model.Prometheus;

    /// <summary>The addresses that alerts are sent to now.</summary>
    public IReadOnlyList<Uri> Urls
    {
        get
        {
            lock (_lock) return [.. _found.SelectMany(urls => urls).Distinct()];
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => ApplyAsync(model, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var watch in _watches) await watch.DisposeAsync();
        _watches.Clear();
    }

    public async Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        await StopAsync(cancellation);
        var targets = model.Prometheus.Alertmanagers;
        lock (_lock)
        {
            _model = model.Prometheus;
            _found = [.. targets.Select(_ => Array.Empty<Uri>())];
            Tell_NeedsLock();
        }

        for (var i = 0; i < targets.Count; i++)
        {
            var index = i;
            _watches.Add(new TargetWatch(
                $"alertmanagers[{i}]", targets[i].Discovery, TargetGroupSection.ReadFile,
                found => Take(index, found), time, log));
        }
    }

    private void Take(int index, IReadOnlyList<Labels> found)
    {
        lock (_lock)
        {
            _found[index] = ForwardingWiring.Urls(_model.Alertmanagers[index], found);
            Tell_NeedsLock();
        }
    }

    private void Tell_NeedsLock() => forwarder.Apply(ForwardingWiring.Targets(_model, _found, time));
}
