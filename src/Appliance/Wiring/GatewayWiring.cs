using Hotaru.Appliance.Configuration;
using Hotaru.Exposition;
using Hotaru.Gateway;
using Hotaru.Jobs;
using Hotaru.Model;
using Hotaru.Storage;
using Hotaru.Web.Pushgateway;

namespace Hotaru.Appliance.Wiring;

/// <summary>The push gateway and its surface.</summary>
internal static class GatewayWiring
{
    public static void AddGateway(this IServiceCollection services, GatewayModel model)
    {
        services.AddSingleton(provider => new PushGateway(
            model, provider.GetRequiredService<IStore>(), provider.GetRequiredService<ISampleSink>(),
            new ArrivalSinks([.. provider.GetServices<IArrivalSink>()]),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PushGateway>>(),
            PushgatewaySurface.OwnTypes.Concat(
                ProcessFamilies.Collect().Select(f => KeyValuePair.Create(f.Name, f.Type)))));
        services.AddSingleton(provider => new GroupExpiry(
            provider.GetRequiredService<PushGateway>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<GroupExpiry>>()));
        services.AddHostedService<GroupExpiryStart>();
        services.AddSingleton<IReloadable, GatewayReload>();
        services.AddSingleton(Surface);
    }

    private static PushgatewaySurface Surface(IServiceProvider provider)
    {
        var gateway = provider.GetRequiredService<PushGateway>();
        return new PushgatewaySurface
        {
            Gateway = gateway,
            Time = provider.GetRequiredService<TimeProvider>(),
            Own = provider.GetRequiredService<OwnMetrics>(),
            Trouble = () => provider.GetRequiredService<TimeSeriesStore>().Trouble,
            Pushed = provider.GetRequiredService<PushSigns>().TakeAsync,
            Quit = provider.GetRequiredService<IHostApplicationLifetime>().StopApplication,
            Version = typeof(GatewayWiring).Assembly.GetName().Version?.ToString(3) ?? "",
            Flags = () => Flags(gateway.Model),
        };
    }

    /// <summary>The peer's flags that tools look at, with what is true here at the moment.</summary>
    private static Dictionary<string, string> Flags(GatewayModel model) => new()
    {
        ["push.disable-consistency-check"] = model.ChecksConsistency ? "false" : "true",
        ["push.enable-utf8-names"] = model.EnableUtf8Names ? "true" : "false",
        ["web.enable-admin-api"] = model.EnableAdminApi ? "true" : "false",
        ["web.enable-lifecycle"] = model.EnableLifecycle ? "true" : "false",
        ["web.telemetry-path"] = "/metrics",
    };
}
