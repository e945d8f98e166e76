using Hotaru.Notifier;

namespace Hotaru.Appliance.Wiring;

/// <summary>Starts the notifier before the listeners open; the container disposes it.</summary>
internal sealed class NotifierStart(NotifierService notifier) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        notifier.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
