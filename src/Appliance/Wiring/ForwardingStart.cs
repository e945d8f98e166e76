using Hotaru.Appliance.Configuration;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Wiring;

/// <summary>Tells the forwarder its targets at the start and at every reload.</summary>
internal sealed class ForwardingStart(AlertForwarder forwarder, ApplianceModel model, TimeProvider time)
    : IHostedService, IReloadable
{
    public Task StartAsync(CancellationToken cancellationToken) => ApplyAsync(model, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        forwarder.Apply(ForwardingWiring.Targets(model.Prometheus, time));
        return Task.CompletedTask;
    }
}
