using Hotaru.Updates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// GET readiness: whether this release has shown that it works, 503 until then. GET update: which release
/// runs, what the updater is doing, and how the last update ended.
/// </summary>
public static class UpdateEndpoints
{
    public static void MapUpdates(
        this IEndpointRouteBuilder routes, Func<ReadinessAnswer> readiness, Func<UpdateView> update)
    {
        routes.MapGet("/api/hotaru/v1/readiness", context =>
        {
            var answer = readiness();
            if (answer.Missing([]).Count > 0)
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.CacheControl = "no-store";
            return HotaruJson.WriteAsync(context, json => ReadinessJson.Write(json, answer));
        });
        routes.MapGet("/api/hotaru/v1/update", context => ShowAsync(context, update()));
    }

    private static Task ShowAsync(HttpContext context, UpdateView view)
    {
        context.Response.Headers.CacheControl = "no-store";
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("version", view.Version);
            json.WriteString("step", view.UnderWay is { } step ? UpdateJournal.Word(step.Step) : "");
            json.WriteString("candidate", view.UnderWay?.Version ?? "");
            if (view.Last is { } last)
            {
                json.WriteStartObject("last");
                json.WriteString("outcome", UpdateResult.Word(last.Outcome));
                json.WriteString("version", last.Version);
                json.WriteString("reason", last.Reason);
                json.WriteString("at", IndicatorJson.Time(last.At));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }
}
