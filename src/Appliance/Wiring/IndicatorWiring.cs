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
            Seams(provider)));
        services.AddSingleton<IAlertSink>(provider => provider.GetRequiredService<IndicatorPanel>());
        services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<IndicatorPanel>());
        services.AddSingleton<IndicatorService>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<IndicatorService>());
        services.AddHostedService(provider => provider.GetRequiredService<IndicatorService>());
    }

    /// <summary>
    /// The panel's clock goes on while the container is being disposed, which answers nobody any more: what
    /// can be had at once is, and what is made after the panel is asked for once.
    /// </summary>
    private static IndicatorSeams Seams(IServiceProvider provider)
    {
        var network = provider.GetRequiredService<NetworkPresence>();
        var claim = provider.GetRequiredService<ClaimWindow>();
        var notifier = new Lazy<NotifierService>(provider.GetRequiredService<NotifierService>);
        var jobs = new Lazy<JobBoard>(provider.GetRequiredService<JobBoard>);
        return new IndicatorSeams
        {
            HasNetwork = () => network.IsThere,
            IsClaimOpen = () => claim.IsOpen,
            IsSilenced = labels => notifier.Value.IsSilenced(labels),
            IsAcknowledged = labels => jobs.Value.Incidents.IsAcknowledged(labels),
        };
    }
}
