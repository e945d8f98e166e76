using System.Net;
using Hotaru.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotaru.Web.Tests.Pages;

/// <summary>
/// The pages of three surfaces on a real server: the first listener, and one each of their own.
/// </summary>
public sealed class PagesHost : IAsyncLifetime
{
    private WebApplication? _app;

    public Uri Prometheus { get; private set; } = null!;

    public Uri Pushgateway { get; private set; } = null!;

    public Uri Alertmanager { get; private set; } = null!;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async Task InitializeAsync()
    {
        var ports = ApplianceProcess.FreePorts(3);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => Array.ForEach(ports, p => kestrel.Listen(IPAddress.Loopback, p)));
        _app = builder.Build();
        var surfaces = new Dictionary<int, Surface>
        {
            [ports[0]] = Surface.Prometheus,
            [ports[1]] = Surface.Pushgateway,
            [ports[2]] = Surface.Alertmanager,
        };
        _app.UseSurfaces(surfaces, "", (surface, routes) => routes.MapPages(surface));
        await _app.StartAsync();
        (Prometheus, Pushgateway, Alertmanager) = (At(ports[0]), At(ports[1]), At(ports[2]));
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    private static Uri At(int port) => new($"http://127.0.0.1:{port}/");
}
