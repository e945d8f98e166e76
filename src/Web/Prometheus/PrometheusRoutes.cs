using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>The Prometheus surface's paths and who answers them.</summary>
public static class PrometheusRoutes
{
    public static void MapPrometheus(this IEndpointRouteBuilder routes, PrometheusSurface surface)
    {
        var api = new ApiRoutes(routes);
        new QueryEndpoints(surface.Engine, surface.Time).Map(api);
        new SeriesEndpoints(surface.Catalog, surface.Engine).Map(api);
        new TargetEndpoints(surface.Scraper, surface.Status).Map(api);
        new RelabelEndpoints(surface.Scraper).Map(api);
        new NotificationEndpoints(surface.Status, surface.Time).Map(api);
        new SelfMetricsEndpoint(surface.OwnMetrics).Map(api);
        new RuleEndpoints(surface.Rules).Map(api);
        new MetadataEndpoint(surface.Scraper, surface.Catalog).Map(api);
        new StatusEndpoints(surface.Status, surface.Catalog, surface.Engine, surface.Time).Map(api);
        new AdminEndpoints(surface.Admin).Map(api);
        api.Map("/write", [HttpMethods.Post], new RemoteWriteEndpoint(surface.RemoteWrite).HandleAsync);
        api.Map("/read", [HttpMethods.Post], new RemoteReadEndpoint(surface.RemoteRead).HandleAsync);
        api.Map("/otlp/v1/metrics", [HttpMethods.Post], new OtlpEndpoint(surface.Otlp).HandleAsync);
        api.MapRest();
        new LifecycleEndpoints(surface.Status).Map(routes);
        var federate = new FederateEndpoint(
            surface.Source, surface.Status, () => surface.Engine.Options.LookbackDelta, surface.Time);
        routes.MapGet("/federate", federate.HandleAsync);
        routes.MapGet("/metrics", new MetricsEndpoint(surface.OwnMetrics).HandleAsync);
    }
}
