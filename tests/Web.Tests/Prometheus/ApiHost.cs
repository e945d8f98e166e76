using System.Net;
using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Remote;
using Hotaru.Rules;
using Hotaru.Scraper;
using Hotaru.Testing;
using Hotaru.Web.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Web.Tests.Prometheus;

/// <summary>The Prometheus surface over samples in memory, on a free port.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, string address)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public static ManualTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    public static async Task<ApiHost> StartAsync(
        MemorySeries series, PrometheusStatus? status = null, IReadOnlyList<RuleGroupStatus>? rules = null,
        IStorageAdmin? admin = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPrometheus(new PrometheusSurface
        {
            Engine = new PromqlEngine(series, new EngineOptions(), Time),
            Source = series,
            Catalog = series,
            Scraper = new ScrapeService(
                series, new RecordingArrivals(), (_, _) => [], Time, NullLogger<ScrapeService>.Instance),
            RemoteWrite = new RemoteWriteReceiver(series, Time),
            Otlp = new OtlpReceiver(series, static () => new OtlpModel(), Time),
            RemoteRead = new RemoteReader(series, () => Labels.Empty),
            Status = status ?? Status(),
            Time = Time,
            Rules = () => rules ?? [],
            Admin = admin,
            OwnMetrics = () =>
            [
                new MetricFamily(
                    "x_total", MetricType.Counter, "Counts x.", "", [new ValueMetric(Labels.Empty, 3)]),
            ],
        });
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new ApiHost(app, addresses.Addresses.First());
    }

    public static PrometheusStatus Status() => new()
    {
        Started = Time.GetUtcNow(),
        Version = "0.1.0",
        WorkingDirectory = "/",
        ConfigText = () =>
            "global: {}\n",
        Flags = () => new Dictionary<string, string> { ["web.route-prefix"] = "/" },
        LastReload = () => (true, Time.GetUtcNow()),
        Retention = "15d",
        ExternalLabels = () => Labels.Of("site", "home"),
    };

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
