using Hotaru.Indicator;
using Hotaru.Model;
using Hotaru.Node;
using Hotaru.Testing;
using Hotaru.Web.Hotaru;
using Hotaru.Web.Node;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Hotaru.Web.Tests.Hotaru;

/// <summary>The indicator's and the node's endpoints on a free port.</summary>
internal sealed class IndicatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IndicatorHost(WebApplication app)
    {
        _app = app;
        Board = new HealthBoard(Time);
        Panel = new IndicatorPanel(
            new IndicatorModel { Quiet = null }, new NoOutput(), Board, new MemoryStore(), Time);
        Board.Add(Panel);
        Board.Add(Part);
    }

    public ManualTime Time { get; } = new();

    public HealthBoard Board { get; }

    public IndicatorPanel Panel { get; }

    public SickPart Part { get; } = new();

    public HttpClient Client { get; private set; } = new();

    public static async Task<IndicatorHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        var host = new IndicatorHost(builder.Build());
        var clock = new ClockTrust(new NodeOptions(), new LinuxFiles());
        var node = NodeExporter.Create(new NodeOptions(), clock, TimeProvider.System);
        host._app.UseSurfaces(new Dictionary<int, Surface>(), "", (surface, routes) =>
        {
            if (surface == Surface.Prometheus) routes.MapIndicator(host.Panel, host.Board);
            if (surface == Surface.Node) routes.MapNode(node);
        });
        await host._app.StartAsync();
        host.Panel.Start();
        var address = host._app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First();
        host.Client = new HttpClient { BaseAddress = new Uri(address) };
        return host;
    }

    public void Fire(params string[] names) => Panel.Receive(new AlertReport("rules",
        [.. names.Select(name => new Alert(
            AlertState.Firing, Labels.Of("alertname", name, "severity", "critical"),
            Labels.Of("summary", "it \"burns\""), 1, ManualTime.DefaultStart, ManualTime.DefaultStart,
            ManualTime.DefaultStart, "/graph"))]));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Panel.DisposeAsync();
    }

    internal sealed class SickPart : IHealthSource
    {
        public string Reason { get; set; } = "";

        public PartHealth Health => new("storage", Reason.Length == 0, Reason, ManualTime.DefaultStart);
    }
}
