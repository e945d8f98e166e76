using Hotaru.Node;

namespace Hotaru.Appliance.Wiring;

/// <summary>The machine's own metrics and the trust in its clock.</summary>
internal static class NodeWiring
{
    public static void AddNode(this IServiceCollection services)
    {
        services.AddSingleton(new NodeOptions { TextfileDirectory = TextfileDirectory() });
        services.AddSingleton<INodeFiles, LinuxFiles>();
        services.AddSingleton<ClockTrust>();
        services.AddSingleton<NodeExporter>();
    }

    /// <summary>
    /// Where Debian's package has its text files; cron jobs that wrote for it are read unchanged.
    /// </summary>
    private static string TextfileDirectory()
    {
        const string Debian = "/var/lib/prometheus/node-exporter";
        return Directory.Exists(Debian) ? Debian : "";
    }
}
