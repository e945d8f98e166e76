using System.Net;
using Hotaru.Appliance.Configuration;
using Hotaru.Web;

namespace Hotaru.Appliance.Wiring;

/// <summary>What the web host needs besides the rooms: logging, listeners, surfaces.</summary>
internal static class HostWiring
{
    public static void AddLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // The journal has its own clock and reads the level from the prefix <n>.
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null)
            builder.Logging.AddSystemdConsole();
        else builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss "));
    }

    public static void AddListeners(this WebApplicationBuilder builder, ListenModel listen)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Every endpoint that takes a body has a limit of its own, with a name in the configuration.
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (var address in listen.Addresses.Values)
            {
                if (address.Address.Equals(IPAddress.IPv6Any)) kestrel.ListenAnyIP(address.Port);
                else kestrel.Listen(address);
            }
        });
    }
}
