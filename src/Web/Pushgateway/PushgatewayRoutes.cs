using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Pushgateway;

/// <summary>
/// The Pushgateway surface. Its paths are told apart by hand and not by route patterns: the peer cleans and
/// decodes paths in its own way, and a push's path is data.
/// </summary>
public static class PushgatewayRoutes
{
    public static void MapPushgateway(this IEndpointRouteBuilder routes, PushgatewaySurface surface) =>
        routes.Map("/{**path}", (RequestDelegate)new PushgatewayEndpoint(surface).HandleAsync);
}
