using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>One branch of the pipeline for each surface, with routes of its own.</summary>
public static class SurfacePipeline
{
    /// <param name="app">The application.</param>
    /// <param name="byPort">The surface of each listening port.</param>
    /// <param name="externalPath">The path of external_url; empty where there is none.</param>
    /// <param name="map">Adds a surface's endpoints to its branch.</param>
    public static void UseSurfaces(
        this IApplicationBuilder app, IReadOnlyDictionary<int, Surface> byPort, string externalPath,
        Action<Surface, IEndpointRouteBuilder> map)
    {
        var router = new SurfaceRouter(byPort, externalPath);
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            router.Route(context);
            return next(context);
        });
        foreach (var surface in Enum.GetValues<Surface>())
        {
            app.MapWhen(context => SurfaceRequest.Of(context).Surface == surface, branch =>
            {
                branch.UseRouting();
                branch.UseEndpoints(routes => map(surface, routes));
            });
        }
    }
}
