using System.Text.Json;
using Hotaru.Jobs;
using Hotaru.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>Jobs and incidents under <c>/api/hotaru/v1/</c>, and the pings.</summary>
public static class JobEndpoints
{
    private const string Api = "/api/hotaru/v1";

    /// <summary>Incidents and runs in one answer unless <c>limit</c> asks for fewer or more.</summary>
    private const int DefaultLimit = 100;
    private const int MaxLimit = 10_000;

    public static void MapJobs(this IEndpointRouteBuilder routes, JobBoard board, TimeProvider time)
    {
        routes.MapPings(board, time);
        routes.MapGet($"{Api}/jobs", context => JobsAsync(context, board));
        routes.MapGet($"{Api}/jobs/{{job}}", context => JobAsync(context, board));
        routes.MapGet($"{Api}/incidents", context => IncidentsAsync(context, board));
        routes.MapGet($"{Api}/incidents/{{id:long}}", context => IncidentAsync(context, board));
        routes.MapPost($"{Api}/incidents/{{id:long}}/acknowledge", context =>
            AcknowledgeAsync(context, board));
        routes.MapPost($"{Api}/incidents/{{id:long}}/notes", context => NoteAsync(context, board));
    }

    private static Task JobsAsync(HttpContext context, JobBoard board) =>
        HotaruJson.WriteAsync(context, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("jobs");
        foreach (var job in board.Jobs) JobJsonWriter.Job(json, job);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static Task JobAsync(HttpContext context, JobBoard board)
    {
        var name = (string)context.Request.RouteValues["job"]!;
        var found = board.Jobs.Where(j => j.Labels[LabelNames.Job] == name).ToList();
        if (found.Count == 0) return HotaruJson.ErrorAsync(context, 404, $"there is no job \"{name}\"");
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("jobs");
            foreach (var job in found) JobJsonWriter.Job(json, job);
            json.WriteEndArray();
            json.WriteStartArray("runs");
            foreach (var run in found.SelectMany(job => board.Runs(job.Labels, Limit(context))))
                JobJsonWriter.Run(json, run, withOutput: true);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task IncidentsAsync(HttpContext context, JobBoard board)
    {
        var query = context.Request.Query;
        var (job, state) = (query["job"].ToString(), query["state"].ToString());
        var found = board.Incidents
            .Where(i => job.Length == 0 || i.Job[LabelNames.Job] == job)
            .Where(i => state.Length == 0 || Matches(i, state))
            .Take(Limit(context));
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("incidents");
            foreach (var incident in found) JobJsonWriter.Incident(json, incident, withEntries: false);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static Task IncidentAsync(HttpContext context, JobBoard board) =>
        Of(context, board) is { } incident
            ? HotaruJson.WriteAsync(context, json =>
                JobJsonWriter.Incident(json, incident, withEntries: true))
            : HotaruJson.ErrorAsync(context, 404, "there is no such incident");

    private static async Task AcknowledgeAsync(HttpContext context, JobBoard board)
    {
        var (by, _) = await PersonAsync(context);
        var done = Of(context, board) is { IsOpen: true } incident
            && await board.AcknowledgeAsync(incident.Job, by, context.RequestAborted);
        await AnswerAsync(context, board, done);
    }

    private static async Task NoteAsync(HttpContext context, JobBoard board)
    {
        var (by, text) = await PersonAsync(context);
        if (text.Length == 0)
        {
            await HotaruJson.ErrorAsync(context, 400,
                "the note is empty; send {\"text\": \"…\", \"by\": \"…\"}");
            return;
        }

        var done = Of(context, board) is { IsOpen: true } incident
            && await board.NoteAsync(incident.Job, by, text, context.RequestAborted);
        await AnswerAsync(context, board, done);
    }

    private static Task AnswerAsync(HttpContext context, JobBoard board, bool done) => done
        ? IncidentAsync(context, board)
        : HotaruJson.ErrorAsync(context, 409, "there is no such incident, or it is closed");

    private static Incident? Of(HttpContext context, JobBoard board)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!);
        return board.FindIncident(id);
    }

    private static bool Matches(Incident incident, string state) =>
        string.Equals(incident.State.ToString(), state, StringComparison.OrdinalIgnoreCase);

    private static int Limit(HttpContext context) =>
        int.TryParse(context.Request.Query["limit"], out var limit) && limit > 0
            ? Math.Min(limit, MaxLimit)
            : DefaultLimit;

    /// <summary>The body <c>{"by": "ann", "text": "…"}</c>; both may be missing.</summary>
    private static async Task<(string By, string Text)> PersonAsync(HttpContext context)
    {
        try
        {
            using var body =
                await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return (Text(body.RootElement, "by"), Text(body.RootElement, "text"));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private static string Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
