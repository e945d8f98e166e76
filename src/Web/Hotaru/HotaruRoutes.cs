using Hotaru.Indicator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Hotaru;

/// <summary>Hotaru's own paths about the lamp and the parts, under /api/hotaru/v1/.</summary>
public static class HotaruRoutes
{
    public static void MapIndicator(
        this IEndpointRouteBuilder routes, IndicatorPanel panel, HealthBoard health)
    {
        var indicator = new IndicatorEndpoint(panel);
        routes.MapGet("/api/hotaru/v1/indicator", indicator.ShowAsync);
        routes.MapPost("/api/hotaru/v1/indicator/acknowledge", indicator.AcknowledgeAsync);
        routes.MapPost("/api/hotaru/v1/indicator/test", indicator.TestAsync);
        routes.MapGet("/api/hotaru/v1/health", new HealthEndpoint(health).HandleAsync);
        routes.MapGet("/api/hotaru/v1/events", new EventsEndpoint(panel).HandleAsync);
    }
}
