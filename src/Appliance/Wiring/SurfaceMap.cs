using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Systemd;
using Hotaru.Appliance.Updating;
using Hotaru.Indicator;
using Hotaru.Jobs;
using Hotaru.Node;
using Hotaru.Storage;
using Hotaru.Updates;
using Hotaru.Web;
using Hotaru.Web.Alertmanager;
using Hotaru.Web.Hotaru;
using Hotaru.Web.Node;
using Hotaru.Web.Prometheus;
using Hotaru.Web.Pushgateway;

namespace Hotaru.Appliance.Wiring;

/// <summary>Which room answers on which surface. Each room has one Map method in src/Web.</summary>
internal static class SurfaceMap
{
    public static void Map(Surface surface, IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.MapPages(surface);
        switch (surface)
        {
            case Surface.Prometheus:
                MapPrometheus(routes, services);
                break;
            case Surface.Pushgateway:
                MapPushgateway(routes, services);
                break;
            case Surface.Alertmanager:
                MapAlertmanager(routes, services);
                break;
            case Surface.Node:
                MapNode(routes, services);
                break;
        }
    }

    private static void MapPrometheus(IEndpointRouteBuilder routes, IServiceProvider services)
    {
        routes.MapPrometheus(services.GetRequiredService<PrometheusSurface>());
        routes.MapIndicator(
            services.GetRequiredService<IndicatorPanel>(), services.GetRequiredService<HealthBoard>());
        var claims = services.GetRequiredService<ClaimRequest>();
        if (claims.IsTaken)
            new ClaimEndpoint(services.GetRequiredService<ClaimWindow>(), claims.Write).Map(routes);
        var hotaru = services.GetRequiredService<ApplianceModel>().Hotaru;
        var series = services.GetRequiredService<TimeSeriesStore>();
        if (hotaru.AdminApi) routes.MapStorage(series);
        var folder = Path.GetDirectoryName(Path.GetFullPath(hotaru.DatabasePath))!;
        routes.MapBackup(new BackupEndpoint(series, folder, hotaru.AdminApi));
        var (readiness, updates) = (
            services.GetRequiredService<ApplianceReadiness>(), services.GetRequiredService<UpdateWatch>());
        routes.MapUpdates(readiness.Answer,
            () => new UpdateView(readiness.Version, updates.UnderWay, updates.Last));
        routes.MapOpenApi();
        MapJobs(routes, services);
    }

    private static void MapJobs(IEndpointRouteBuilder routes, IServiceProvider services)
    {
        var (jobs, time) =
            (services.GetRequiredService<JobBoard>(), services.GetRequiredService<TimeProvider>());
        routes.MapJobs(jobs, time);
        routes.MapWrapper();
        var reloader = services.GetRequiredService<Reloader>();
        routes.MapPublic(jobs, () => reloader.Current.Hotaru.StatusPage, time);
    }

    private static void MapPushgateway(IEndpointRouteBuilder routes, IServiceProvider services) =>
        routes.MapPushgateway(services.GetRequiredService<PushgatewaySurface>());

    private static void MapAlertmanager(IEndpointRouteBuilder routes, IServiceProvider services) =>
        routes.MapAlertmanager(NotifierWiring.Surface(services));

    private static void MapNode(IEndpointRouteBuilder routes, IServiceProvider services) =>
        routes.MapNode(services.GetRequiredService<NodeExporter>());
}
