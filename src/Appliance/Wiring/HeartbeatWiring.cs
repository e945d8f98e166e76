using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Promql;

namespace Hotaru.Appliance.Wiring;

/// <summary>The sign of life, behind all other rooms, because it asks each of them.</summary>
internal static class HeartbeatWiring
{
    public static void AddHeartbeat(this IServiceCollection services, HeartbeatModel? model)
    {
        if (model is null) return;
        services.AddSingleton(provider => new ChainProbe(
            provider.GetRequiredService<ISampleSink>(), provider.GetRequiredService<PromqlEngine>(),
            provider.GetRequiredService<NotifierService>(), () => provider.GetServices<IHealthSource>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Heartbeat(
            model, provider.GetRequiredService<ChainProbe>().WalkAsync, new HttpClient(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Heartbeat>>()));
        services.AddSingleton<IHealthSource>(provider => provider.GetRequiredService<Heartbeat>());
        services.AddHostedService<HeartbeatService>();
    }
}
