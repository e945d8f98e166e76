using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Demo;
using Hotaru.Appliance.Memory;
using Hotaru.Appliance.Wiring.Operator;
using Hotaru.Exposition;
using Hotaru.Model;
using Hotaru.Web;
using Microsoft.AspNetCore.Connections;

namespace Hotaru.Appliance.Wiring;

/// <summary>The whole process: every room is added here, from the lamp back to the scraper.</summary>
internal static class ApplianceHost
{
    public static async Task<int> RunAsync(
        ApplianceModel model, ServeOptions options, CancellationToken cancellation)
    {
        // First of all, so that it hears what the rooms count from their beginning.
        using var own = new OwnMetrics();
        using var loggers = LoggerFactory.Create(HostWiring.ConfigureLogging);
        try
        {
            await using var storage = await StorageParts.OpenAsync(
                model, TimeProvider.System, loggers, cancellation);
            model = model.WithKnown(storage.Store);
            await using var app = Build(model, options, storage, loggers, own);
            await app.StartAsync(cancellation);
            WhereToLook.Print(model.Hotaru.Listen);
            await app.WaitForShutdownAsync(cancellation);
            return ExitCode.Done;
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"hotaru: {e.Message}");
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"hotaru: {e.Message} Stop what listens there, or set --listen.NAME.");
        }

        return ExitCode.Failed;
    }

    private static WebApplication Build(
        ApplianceModel model, ServeOptions options, StorageParts storage, ILoggerFactory loggers,
        OwnMetrics own)
    {
        // Nothing is watched: the data may lie below the folder of the call, and every write would be heard.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(own);
        builder.AddListeners(model.Hotaru.Listen);
        AddRooms(builder.Services, model, options, storage);

        var app = builder.Build();
        app.UseSurfaces(
            model.Hotaru.Listen.Addresses.ToDictionary(e => e.Value.Port, e => e.Key),
            model.Hotaru.ExternalUrl?.AbsolutePath ?? "", SurfaceMap.Map);
        return app;
    }

    private static void AddRooms(
        IServiceCollection services, ApplianceModel model, ServeOptions options, StorageParts storage)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddReload(model, options);
        storage.AddTo(services);
        // Hosted services start in this order: each room is ready before the one that feeds it.
        services.AddIndicator(model.Hotaru.Indicator);
        services.AddNotifier();
        services.AddForwarding();
        services.AddJobs(model.Hotaru);
        services.AddRules();
        services.AddRemoteWrite();
        services.AddGateway(model.Hotaru.Gateway);
        services.AddNode();
        services.AddScraping(model);
        services.AddOperator(model);
        services.AddUpdates(model.Hotaru.Listen);
        services.AddHostedService<Rehearsal>();
        services.AddHeartbeat(model.Hotaru.Heartbeat);
        services.AddSystemdService();
        services.AddHostedService<StartupPages>();
        if (options.IsDemo) services.AddDemo(model.Hotaru.Listen);
    }
}
