using Hotaru.Node;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Node;

/// <summary>The node surface's paths and who answers them.</summary>
public static class NodeRoutes
{
    public static void MapNode(this IEndpointRouteBuilder routes, NodeExporter exporter) =>
        routes.MapGet("/metrics", new NodeMetricsEndpoint(exporter).HandleAsync);
}
