using System.Text.Json;
using Hotaru.Jobs;
using Hotaru.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>Incidents under <c>/api/hotaru/v1/incidents</c>: lists, exports, and what people write.</summary>
internal sealed class IncidentEndpoints(JobBoard board)
{
    private readonly IncidentDesk _desk = board.Incidents;

    public void Map(IEndpointRouteBuilder routes, string at)
    {
        routes.MapGet(at, ListAsync);
        routes.MapGet($"{at}/{{id:long}}", ShowAsync);
        MapWrite("acknowledge", (id, person, cancellation) =>
            _desk.AcknowledgeAsync(id, person.By, cancellation));
        MapWrite("resolve", (id, person, cancellation) => _desk.ResolveAsync(
            id, person.By, person.Text.Length > 0 ? person.Text : "closed by hand", cancellation));
        routes.MapPost($"{at}/{{id:long}}/notes", NoteAsync);
        routes.MapPost($"{at}/{{id:long}}/links", LinkAsync);

        void MapWrite(string what, Func<long, PersonsWord, CancellationToken, Task<bool>> write) =>
            routes.MapPost($"{at}/{{id:long}}/{what}", context => PersonsWordAsync(context, write));
    }

    private async Task PersonsWordAsync(
        HttpContext context, Func<long, PersonsWord, CancellationToken, Task<bool>> write)
    {
        var person = await PersonsWord.ReadAsync(context);
        await WriteAsync(context, cancellation => write(Id(context), person, cancellation));
    }

    private Task ListAsync(HttpContext context)
    {
        var query = IncidentQuery.Of(context, out var problem);
        if (query is null) return HotaruJson.ErrorAsync(context, 400, problem);
        var found = query.Select(_desk);
        if (context.Request.Query["format"] == "csv") return IncidentCsv.WriteAsync(context, found);
        return HotaruJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("incidents");
            foreach (var incident in found)
                JobJsonWriter.Incident(json, incident, query.WithEntries);
            json.WriteEndArray();
            json.WriteNumber("open", _desk.OpenCount);
            json.WriteEndObject();
        });
    }

    private Task ShowAsync(HttpContext context) =>
        _desk.Find(Id(context)) is { } incident
            ? HotaruJson.WriteAsync(context, json =>
                JobJsonWriter.Incident(json, incident, withEntries: true))
            : HotaruJson.ErrorAsync(context, 404, "there is no such incident");

    private async Task NoteAsync(HttpContext context)
    {
        var person = await PersonsWord.ReadAsync(context);
        if (person.Text.Length == 0)
        {
            await HotaruJson.ErrorAsync(context, 400,
                "the note is empty; send {\"text\": \"…\", \"by\": \"…\"}");
            return;
        }

        await WriteAsync(context, cancellation =>
            _desk.NoteAsync(Id(context), person.By, person.Text, cancellation));
    }

    private async Task LinkAsync(HttpContext context)
    {
        var person = await PersonsWord.ReadAsync(context);
        // Pages make it a link to click: nothing but the web is taken.
        if (!Uri.TryCreate(person.Url, UriKind.Absolute, out var to) || to.Scheme is not ("http" or "https"))
        {
            await HotaruJson.ErrorAsync(context, 400,
                "send {\"url\": \"https://…\", \"text\": \"…\", \"by\": \"…\"}");
            return;
        }

        await WriteAsync(context, cancellation =>
            _desk.LinkAsync(Id(context), person.By, person.Text, to, cancellation));
    }

    private async Task WriteAsync(HttpContext context, Func<CancellationToken, Task<bool>> write)
    {
        try
        {
            if (await write(context.RequestAborted)) await ShowAsync(context);
            else await HotaruJson.ErrorAsync(context, 409, "there is no such incident, or it is closed");
        }
        catch (StoreException e)
        {
            await HotaruJson.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    private static long Id(HttpContext context) => long.Parse((string)context.Request.RouteValues["id"]!);
}
