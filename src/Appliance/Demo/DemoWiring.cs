using Hotaru.Appliance.Configuration;
using Hotaru.Web;

namespace Hotaru.Appliance.Demo;

/// <summary>The demo's jobs, pushing to the appliance's own gateway.</summary>
internal static class DemoWiring
{
    public static void AddDemo(this IServiceCollection services, ListenModel listen)
    {
        var gateway = listen.Addresses.TryGetValue(Surface.Pushgateway, out var own)
            ? new Uri($"http://{own}/")
            : new Uri($"http://{listen.Addresses[Surface.Prometheus]}/pushgateway/");
        services.AddHostedService(provider => new DemoJobs(
            gateway, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DemoJobs>>()));
    }
}
