using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Web;
using Hotaru.Web.Alertmanager;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// The Alertmanager of the house: alerts of the own rules and of others, silences, receivers.
/// </summary>
internal static class NotifierWiring
{
    public static void AddNotifier(this IServiceCollection services)
    {
        services.AddSingleton(Create);
        services.AddSingleton<IAlertSink>(s => s.GetRequiredService<NotifierService>());
        services.AddSingleton<IHealthSource>(s => s.GetRequiredService<NotifierService>());
        services.AddSingleton<IProgressSource>(s => s.GetRequiredService<NotifierService>());
        services.AddSingleton<IHealthSource>(
            s => new DeliveryHealth(s.GetRequiredService<NotifierService>()));
        services.AddSingleton<IReloadable, NotifierReload>();
        services.AddHostedService<NotifierStart>();
    }

    public static AlertmanagerSurface Surface(IServiceProvider services)
    {
        var reloader = services.GetRequiredService<Reloader>();
        return new AlertmanagerSurface
        {
            Notifier = services.GetRequiredService<NotifierService>(),
            Time = services.GetRequiredService<TimeProvider>(),
            Reload = async cancellation => string.Join('\n', await reloader.ReloadAsync(cancellation)),
            LastReload = () => (reloader.LastSuccessAt, reloader.LastWasSuccessful),
        };
    }

    private static NotifierService Create(IServiceProvider services)
    {
        var model = services.GetRequiredService<ApplianceModel>();
        return new NotifierService(
            model.Notifier, new NotifierOptions
            {
                ExternalUrl = ExternalUrl(model.Hotaru),
                Dialect = model.Hotaru.Matchers,
                ExternalLabels = ExternalLabels(services),
            },
            services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>());
    }

    /// <summary>
    /// Asked late: the reloader knows the rooms, and they may not ask for it while they are made.
    /// </summary>
    internal static Func<Labels> ExternalLabels(IServiceProvider services) =>
        () => services.GetRequiredService<Reloader>().Current.Prometheus.Global.ExternalLabels;

    /// <summary>Where links in notifications lead: the Alertmanager's place behind external_url.</summary>
    private static string ExternalUrl(HotaruModel hotaru)
    {
        if (hotaru.ExternalUrl is { } external) return external.ToString().TrimEnd('/') + "/alertmanager";
        return hotaru.Listen.Addresses.TryGetValue(Web.Surface.Alertmanager, out var address)
            ? $"http://{Environment.MachineName}:{address.Port}"
            : $"http://{Environment.MachineName}:9090/alertmanager";
    }
}
