using Hotaru.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>
/// <c>/public/</c>, <c>/public/status.json</c> and <c>/public/badge/JOB.svg</c>: read only, 404 unless they
/// are switched on. A proxy can let the world see this path alone.
/// </summary>
public static class PublicEndpoints
{
    /// <param name="model">The settings in force.</param>
    public static void MapPublic(
        this IEndpointRouteBuilder routes, JobBoard board, Func<StatusPageModel> model, TimeProvider time)
    {
        var jobs = new PublicJobs(board, model);
        routes.MapGet("/public/", context => PageAsync(context, jobs, time));
        routes.MapGet("/public/status.json", context => JsonAsync(context, jobs));
        routes.MapGet("/public/badge/{job}.svg", context => BadgeAsync(context, jobs));
    }

    private static Task PageAsync(HttpContext context, PublicJobs jobs, TimeProvider time)
    {
        if (!jobs.Model.IsEnabled) return MissingAsync(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        return AnswerAsync(context, StatusPage.Render(jobs.Model, jobs.All, time.GetUtcNow()));
    }

    private static Task JsonAsync(HttpContext context, PublicJobs jobs)
    {
        if (!jobs.Model.IsEnabled) return MissingAsync(context);
        Cache(context);
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("title", jobs.Model.Title);
            json.WriteStartArray("jobs");
            foreach (var job in jobs.All)
            {
                json.WriteStartObject();
                json.WriteString("job", job.Model.Name);
                json.WriteString("status", PublicJobs.Word(job.Standing));
                if (job.Incident is { } incident)
                    json.WriteString("since", incident.OpenedAt.UtcDateTime);
                if (job.LastSuccessAt is { } at) json.WriteString("last_success", at.UtcDateTime);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task BadgeAsync(HttpContext context, PublicJobs jobs)
    {
        if (!jobs.Model.HasBadges) return MissingAsync(context);
        var name = (string)context.Request.RouteValues["job"]!;
        var job = jobs.Find(name);
        context.Response.ContentType = "image/svg+xml; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (job is null) context.Response.StatusCode = StatusCodes.Status404NotFound;
        return AnswerAsync(context, job is null
            ? Badge.Render(name, "not known", PublicJobs.Colour(JobStanding.Waiting))
            : Badge.Render(name, PublicJobs.Word(job.Standing), PublicJobs.Colour(job.Standing)));
    }

    private static Task MissingAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("Nothing is public here.\n", context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, string text)
    {
        Cache(context);
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static void Cache(HttpContext context) =>
        context.Response.Headers.CacheControl = "public, max-age=15";
}
