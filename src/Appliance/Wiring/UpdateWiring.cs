using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Updating;
using Hotaru.Model;
using Hotaru.Updates;

namespace Hotaru.Appliance.Wiring;

/// <summary>What the running release tells of itself and of updates; the updater is another.</summary>
internal static class UpdateWiring
{
    public static void AddUpdates(this IServiceCollection services, ListenModel listen)
    {
        services.AddSingleton<ApplianceReadiness>();
        services.AddSingleton(UpdatePaths.OfProcess);
        services.AddSingleton<UpdateWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<UpdateWatch>());
        services.AddHostedService(_ => new RuntimeAddress(listen, RuntimeAddress.DirectoryOfEnvironment));
    }
}
