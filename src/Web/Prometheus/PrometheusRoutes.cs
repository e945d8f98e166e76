using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>The Prometheus surface's paths and who answers them.</summary>
public static class PrometheusRoutes
{
    public static void MapPrometheus(this IEndpointRouteBuilder routes, PrometheusSurface surface)
    {
        routes.MapPost("/api/v1/write", new RemoteWriteEndpoint(surface.RemoteWrite).HandleAsync);
    }
}
