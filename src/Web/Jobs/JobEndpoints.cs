using System.Text.Json;
using Hotaru.Jobs;
using Hotaru.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>
/// Jobs under <c>/api/hotaru/v1/jobs</c>: lists, one with its runs, and what people declare.
/// </summary>
internal sealed class JobEndpoints(JobBoard board, TimeProvider time)
{
    /// <summary>Runs in one answer unless <c>limit</c> asks for fewer or more.</summary>
    private const int DefaultRuns = 100;
    private const int MaxLimit = 10_000;
    private const int MaxBody = 64 * 1024;

    public void Map(IEndpointRouteBuilder routes, string at)
    {
        routes.MapGet(at, ListAsync);
        routes.MapGet($"{at}/{{job}}", ShowAsync);
        routes.MapPut($"{at}/{{job}}", DeclareAsync);
        routes.MapDelete($"{at}/{{job}}", ForgetAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var asked = JobListQuery.Of(context.Request.Query);
        var found = asked.Select(board.Jobs, out var total);
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("jobs");
            foreach (var job in found) JobJsonWriter.Job(json, job, asked.Recent);
            json.WriteEndArray();
            json.WriteNumber("total", total);
            json.WriteStartObject("states");
            foreach (var (standing, count) in board.Counts)
                json.WriteNumber(standing.ToString().ToLowerInvariant(), count);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private Task ShowAsync(HttpContext context)
    {
        var found = Asked(context);
        if (found.Count == 0) return MissingAsync(context);
        var runs = RequestNumbers.Of(context, "limit", DefaultRuns, MaxLimit);
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("jobs");
            foreach (var job in found) JobJsonWriter.Job(json, job, RecentRuns.Most, withDeclaration: true);
            json.WriteEndArray();
            json.WriteStartArray("runs");
            foreach (var job in found)
            {
                foreach (var run in board.Runs(job.Labels).Take(runs))
                    JobJsonWriter.Run(json, run, withDetails: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Declares a job; the body has the words of <c>jobs:</c> in hotaru.yml.</summary>
    private async Task DeclareAsync(HttpContext context)
    {
        var (declaration, problem) = await ReadAsync(context);
        if (declaration is null)
        {
            await HotaruJson.ErrorAsync(context, 400, problem);
            return;
        }

        if (declaration.ToModel(time.LocalTimeZone, out var problems) is not { } model)
        {
            await HotaruJson.ErrorAsync(context, 400, string.Join("; ", problems));
            return;
        }

        if (board.Find(model.Labels) is { Model.Origin: JobOrigin.File or JobOrigin.Cluster } fixedJob)
        {
            await RefuseAsync(context, fixedJob);
            return;
        }

        await StoredAsync(context, () => board.DeclareAsync(declaration, model, context.RequestAborted));
        if (context.Response.StatusCode == StatusCodes.Status200OK) await ShowAsync(context);
    }

    /// <summary>Takes the declaration back; with <c>history=1</c> the job goes with its runs.</summary>
    private async Task ForgetAsync(HttpContext context)
    {
        var found = Asked(context);
        if (found.Count != 1)
        {
            if (found.Count == 0) await MissingAsync(context);
            else await HotaruJson.ErrorAsync(context, 409,
                $"{found.Count} jobs have this name; say which with ?label=NAME=VALUE");
            return;
        }

        if (found[0].Model.Origin is JobOrigin.File or JobOrigin.Cluster)
        {
            await RefuseAsync(context, found[0]);
            return;
        }

        var withHistory = context.Request.Query["history"] == "1";
        await StoredAsync(context, () =>
            board.ForgetAsync(found[0].Labels, withHistory, context.RequestAborted));
        if (context.Response.StatusCode == StatusCodes.Status200OK)
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task StoredAsync(HttpContext context, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreException e)
        {
            await HotaruJson.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    private static Task RefuseAsync(HttpContext context, JobState job) => HotaruJson.ErrorAsync(
        context, 409, job.Model.Origin == JobOrigin.File
            ? $"\"{job.Model.Name}\" is declared in hotaru.yml: edit it there"
            : $"\"{job.Model.Name}\" is declared in its cluster: edit it there");

    private static Task MissingAsync(HttpContext context) =>
        HotaruJson.ErrorAsync(context, 404, $"there is no job \"{Name(context)}\"");

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["job"]!;

    /// <summary>Jobs of the name in the path that have the labels of <c>?label=NAME=VALUE</c>.</summary>
    private IReadOnlyList<JobState> Asked(HttpContext context)
    {
        var name = Name(context);
        IEnumerable<JobState> found = board.Named(name);
        foreach (var label in context.Request.Query["label"])
        {
            var parts = (label ?? "").Split('=', 2);
            if (parts.Length == 2) found = found.Where(j => j.Labels[parts[0]] == parts[1]);
        }

        return [.. found];
    }

    private static async Task<(JobDeclaration? Declaration, string Problem)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return (null, "send JSON, with Content-Type: application/json");
        if (context.Request.ContentLength is not <= MaxBody)
            return (null, $"send at most {MaxBody} bytes, with a Content-Length");
        var body = new byte[(int)context.Request.ContentLength];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        try
        {
            return (JobDeclaration.Parse(body) with { Name = Name(context) }, "");
        }
        catch (JsonException e)
        {
            return (null, e.Message);
        }
    }
}
