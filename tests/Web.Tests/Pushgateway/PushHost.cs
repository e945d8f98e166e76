using Hotaru.Exposition;
using Hotaru.Gateway;
using Hotaru.Model;
using Hotaru.Testing;
using Hotaru.Web.Pushgateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Web.Tests.Pushgateway;

/// <summary>
/// The Pushgateway surface on a free port over a store in memory, behind the prefix of the first listener.
/// </summary>
internal sealed class PushHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OwnMetrics _own = new();

    private PushHost(WebApplication app, GatewayModel model)
    {
        _app = app;
        Store = new MemoryStore();
        Series = new MemorySeries();
        Arrivals = new RecordingArrivals();
        Gateway = new PushGateway(
            model, Store, Series, Arrivals, TimeProvider.System, NullLogger<PushGateway>.Instance,
            PushgatewaySurface.OwnTypes);
    }

    public MemoryStore Store { get; }

    public MemorySeries Series { get; }

    public RecordingArrivals Arrivals { get; }

    public PushGateway Gateway { get; }

    public bool HasQuit { get; private set; }

    /// <summary>The surface's root, without a slash at the end.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First() + "/pushgateway";

    public static async Task<PushHost> StartAsync(GatewayModel? model = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        builder.WebHost.ConfigureKestrel(k =>
            (k.Limits.MaxRequestBodySize, k.Limits.MaxRequestLineSize) = (null, 256 << 10));
        var host = new PushHost(builder.Build(), model ?? new GatewayModel { EnableAdminApi = true });
        host.Map();
        await host._app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Gateway.Dispose();
        _own.Dispose();
    }

    private void Map() => _app.UseSurfaces(
        new Dictionary<int, Surface>(), "",
        (surface, routes) =>
        {
            routes.MapPages(surface);
            if (surface != Surface.Pushgateway) return;
            routes.MapPushgateway(new PushgatewaySurface
            {
                Gateway = Gateway,
                Time = TimeProvider.System,
                Own = _own,
                Quit = () => HasQuit = true,
                Version = "test",
            });
        });
}
