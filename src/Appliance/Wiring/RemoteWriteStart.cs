using Hotaru.Appliance.Configuration;
using Hotaru.Remote;

namespace Hotaru.Appliance.Wiring;

/// <summary>Opens the queues before the first sample comes in.</summary>
internal sealed class RemoteWriteStart(RemoteWriteService service, ApplianceModel model, TimeProvider time)
    : IHostedService, IReloadable
{
    public Task StartAsync(CancellationToken cancellationToken) => ApplyAsync(model, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation) =>
        service.ApplyAsync(RemoteWriteWiring.Targets(model.Prometheus, time), cancellation);
}
