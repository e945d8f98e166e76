using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Alertmanager;

/// <summary>The Alertmanager surface's paths and who answers them.</summary>
public static class AlertmanagerRoutes
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapAlertmanager(this IEndpointRouteBuilder routes, AlertmanagerSurface surface)
    {
        var alerts = new AlertEndpoints(surface);
        routes.MapGet("/api/v2/alerts", (RequestDelegate)alerts.ListAsync);
        routes.MapPost("/api/v2/alerts", (RequestDelegate)alerts.PostAsync);
        routes.MapGet("/api/v2/alerts/groups", (RequestDelegate)alerts.GroupsAsync);
        var silences = new SilenceEndpoints(surface);
        routes.MapGet("/api/v2/silences", (RequestDelegate)silences.ListAsync);
        routes.MapPost("/api/v2/silences", (RequestDelegate)silences.PostAsync);
        routes.MapGet("/api/v2/silence/{id}", (RequestDelegate)silences.GetAsync);
        routes.MapDelete("/api/v2/silence/{id}", (RequestDelegate)silences.DeleteAsync);
        var general = new GeneralEndpoints(surface);
        routes.MapGet("/api/v2/status", (RequestDelegate)general.StatusAsync);
        routes.MapGet("/api/v2/receivers", (RequestDelegate)general.ReceiversAsync);
        routes.MapMethods("/-/healthy", ReadMethods, (RequestDelegate)GeneralEndpoints.OkAsync);
        routes.MapMethods("/-/ready", ReadMethods, (RequestDelegate)GeneralEndpoints.OkAsync);
        routes.MapPost("/-/reload", (RequestDelegate)general.ReloadAsync);
        routes.MapGet("/metrics", (RequestDelegate)new AlertmanagerMetrics(surface).WriteAsync);
        routes.MapDeliveries(surface);
    }

    /// <summary>What is Hotaru's own on this surface.</summary>
    internal static void MapDeliveries(this IEndpointRouteBuilder routes, AlertmanagerSurface surface)
    {
        var deliveries = new DeliveryEndpoints(surface);
        routes.MapGet("/api/hotaru/v1/deliveries", (RequestDelegate)deliveries.ListAsync);
        routes.MapGet("/api/hotaru/v1/receivers", (RequestDelegate)deliveries.ReceiversAsync);
        routes.MapGet(
            "/api/hotaru/v1/alerts/history", (RequestDelegate)new HistoryEndpoint(surface).ListAsync);
        routes.MapPost("/api/hotaru/v1/receivers/{name}/test", (RequestDelegate)deliveries.TestAsync);
    }
}
