using System.Net;
using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Web;

namespace Hotaru.Appliance.Wiring;

/// <summary>What the web host needs besides the rooms: logging, listeners, surfaces.</summary>
internal static class HostWiring
{
    public static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // The journal has its own clock and reads the level from the prefix <n>.
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null)
            logging.AddSystemdConsole();
        else logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss "));
    }

    public static void AddReload(
        this IServiceCollection services, ApplianceModel model, ServeOptions options)
    {
        services.AddSingleton(model);
        services.AddSingleton(options);
        services.AddSingleton<Reloader>();
        services.AddSingleton<IReloader>(provider => provider.GetRequiredService<Reloader>());
        services.AddHostedService<HangupReload>();
    }

    public static void AddListeners(this WebApplicationBuilder builder, ListenModel listen)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Every endpoint that takes a body has a limit of its own, with a name in the configuration.
            kestrel.Limits.MaxRequestBodySize = null;
            // A push's grouping key is in its path, and values of many kilobytes are taken by the peer.
            kestrel.Limits.MaxRequestLineSize = 256 << 10;
            foreach (var address in listen.Addresses.Values)
            {
                if (address.Address.Equals(IPAddress.IPv6Any)) kestrel.ListenAnyIP(address.Port);
                else kestrel.Listen(address);
            }
        });
    }
}
