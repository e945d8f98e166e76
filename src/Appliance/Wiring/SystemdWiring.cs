using Hotaru.Appliance.Systemd;

namespace Hotaru.Appliance.Wiring;

/// <summary>What systemd is told; nothing where it did not start the process.</summary>
internal static class SystemdWiring
{
    public static void AddSystemdService(this IServiceCollection services)
    {
        services.AddSingleton<WatchdogGate>();
        services.AddHostedService<SystemdService>();
    }
}
