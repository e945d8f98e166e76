using Hotaru.Appliance.Configuration;
using Hotaru.Gateway;

namespace Hotaru.Appliance.Wiring;

/// <summary>gateway: of hotaru.yml is in force with the reload; groups stay as they are.</summary>
internal sealed class GatewayReload(PushGateway gateway) : IReloadable
{
    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        gateway.Apply(model.Hotaru.Gateway);
        return Task.CompletedTask;
    }
}
