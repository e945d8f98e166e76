using Hotaru.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>The Prometheus surface's paths and who answers them.</summary>
public static class PrometheusRoutes
{
    /// <summary>What all bodies of remote write, remote read and OpenTelemetry may hold together.</summary>
    private const int LargeBodyBytes = 64 << 20;

    public static void MapPrometheus(this IEndpointRouteBuilder routes, PrometheusSurface surface)
    {
        var requests = new RequestFigures(surface.Time);
        var server = new ServerFamilies(surface.Status, surface.Engine);
        var budget = new BodyBudget(() => LargeBodyBytes);
        var read = new RemoteReadEndpoint(surface.RemoteRead, budget);
        Func<IEnumerable<MetricFamily>> own = () =>
            surface.OwnMetrics().Concat(server.Families()).Concat(requests.Families()).Append(Reads(read));
        var api = new ApiRoutes(routes, requests);
        new QueryEndpoints(surface.Engine, surface.Time).Map(api);
        new SeriesEndpoints(surface.Catalog, surface.Engine).Map(api);
        new TargetEndpoints(surface.Scraper, surface.Status).Map(api);
        new RelabelEndpoints(surface.Scraper).Map(api);
        new NotificationEndpoints(surface.Status, surface.Time).Map(api);
        new SelfMetricsEndpoint(own).Map(api);
        new RuleEndpoints(surface.Rules).Map(api);
        new MetadataEndpoint(surface.Scraper, surface.Catalog).Map(api);
        var status = new StatusEndpoints(surface.Status, surface.Catalog, surface.Engine, surface.Time);
        status.Map(api);
        new AdminEndpoints(surface.Admin).Map(api);
        MapRemote(api, surface, read, budget);
        api.MapRest();
        new LifecycleEndpoints(surface.Status).Map(routes);
        var federate = new FederateEndpoint(
            surface.Source, surface.Status, () => surface.Engine.Options.LookbackDelta, surface.Time);
        routes.MapGet("/version", requests.Watch("/version", status.VersionAsync));
        routes.MapGet("/federate", requests.Watch("/federate", federate.HandleAsync));
        routes.MapGet("/metrics", requests.Watch("/metrics", new MetricsEndpoint(own).HandleAsync));
    }

    private static void MapRemote(
        ApiRoutes api, PrometheusSurface surface, RemoteReadEndpoint read, BodyBudget budget)
    {
        var write = new RemoteWriteEndpoint(surface.RemoteWrite, budget);
        var otlp = new OtlpEndpoint(surface.Otlp, budget);
        api.Map("/write", [HttpMethods.Post], BodyRefusal.Wrap(write.HandleAsync));
        api.Map("/read", [HttpMethods.Post], BodyRefusal.Wrap(read.HandleAsync));
        api.Map("/otlp/v1/metrics", [HttpMethods.Post], BodyRefusal.Wrap(otlp.HandleAsync));
    }

    private static MetricFamily Reads(RemoteReadEndpoint read) => new(
        "prometheus_remote_read_handler_queries", MetricType.Gauge,
        "Remote read requests that are answered or wait for their turn.", "",
        [new ValueMetric(Labels.Empty, read.Requests)]);
}
