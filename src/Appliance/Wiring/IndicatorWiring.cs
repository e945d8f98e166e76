using Hotaru.Appliance.Systemd;
using Hotaru.Indicator;
using Hotaru.Jobs;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Wiring;

/// <summary>The lamp, its button, and the board of every part's health.</summary>
internal static class IndicatorWiring
{
    public static void AddIndicator(this IServiceCollection services, IndicatorModel model)
    {
        services.AddSingleton(model);
        services.AddSingleton<HealthBoard>();
        services.AddSingleton<NetworkPresence>();
        services.AddSingleton<ClaimWindow>();
        services.AddSingleton(_ => new ClaimRequest(ClaimRequest.DirectoryOfEnvironment));
        services.AddSingleton<IIndicatorOutput>(_ => IndicatorOutputs.Create(model, Console.Out));
        services.AddSingleton(provider => new IndicatorPanel(
            model, provider.GetRequiredService<IIndicatorOutput>(),
                provider.GetRequiredService<HealthBoard>(),
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<TimeProvider>(),
            new IndicatorSeams
            {
                HasNetwork = () => provider.GetRequiredService<NetworkPresence>().IsThere,
                IsClaimOpen = () => provider.GetRequiredService<ClaimWindow>().IsOpen,
                // Asked late: these are made after the panel.
                IsSilenced = labels => provider.GetRequiredService<NotifierService>().IsSilenced(labels),
                IsAcknowledged = labels =>
                    provider.GetRequiredService<JobBoard>().Incidents.IsAcknowledged(labels),
            }));
        services.AddSingleton<IAlertSink>(provider => provider.GetRequiredService<IndicatorPanel>());
        services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<IndicatorPanel>());
        services.AddSingleton<IndicatorService>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<IndicatorService>());
        services.AddHostedService(provider => provider.GetRequiredService<IndicatorService>());
    }
}
