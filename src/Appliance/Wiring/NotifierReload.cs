using Hotaru.Appliance.Configuration;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Wiring;

internal sealed class NotifierReload(NotifierService notifier) : IReloadable
{
    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        notifier.Apply(model.Notifier);
        return Task.CompletedTask;
    }
}
