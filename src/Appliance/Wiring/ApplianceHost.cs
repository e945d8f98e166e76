using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Web;
using Microsoft.AspNetCore.Connections;

namespace Hotaru.Appliance.Wiring;

/// <summary>The whole process: every room is added here, in the order a sample goes through them.</summary>
internal static class ApplianceHost
{
    public static async Task<int> RunAsync(
        ApplianceModel model, ServeOptions options, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.AddLogging();
        builder.AddListeners(model.Hotaru.Listen);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(model);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Reloader>();
        builder.Services.AddSingleton<IReloader>(services => services.GetRequiredService<Reloader>());
        builder.Services.AddHostedService<HangupReload>();
        try
        {
            builder.Services.AddStore(model.Hotaru);
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"hotaru: {e.Message}");
            return ExitCode.Failed;
        }

        builder.Services.AddNode();
        builder.Services.AddIndicator(model.Hotaru.Indicator);

        var app = builder.Build();
        app.UseSurfaces(
            model.Hotaru.Listen.Addresses.ToDictionary(e => e.Value.Port, e => e.Key),
            model.Hotaru.ExternalUrl?.AbsolutePath ?? "", SurfaceMap.Map);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"hotaru: {e.Message} Stop what listens there, or set --listen.NAME.");
            return ExitCode.Failed;
        }

        WhereToLook.Print(model.Hotaru.Listen);
        await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
