using Hotaru.Notifier;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Alertmanager;

/// <summary>/api/v2/silences and /api/v2/silence/{id}.</summary>
internal sealed class SilenceEndpoints(AlertmanagerSurface surface)
{
    private readonly SilenceBook _silences = surface.Notifier.Silences;

    public async Task ListAsync(HttpContext context)
    {
        try
        {
            var filter = AlertFilter.Matchers(context.Request.Query, surface.Notifier.Options.Dialect);
            var now = surface.Time.GetUtcNow();
            // A filter is one of the silence's matchers, literally.
            var shown = _silences.List().Where(s => filter.All(f => s.Matchers.Contains(f)));
            await Answers.ListAsync(context, shown, (writer, silence) =>
                SilenceWriter.Write(writer, silence, now));
        }
        catch (FormatException e)
        {
            await Answers.FailAsync(context, 400, e.Message);
        }
    }

    public async Task PostAsync(HttpContext context)
    {
        try
        {
            using var body = await RequestBody.ReadAsync(context);
            var silence = new SilenceReader(surface.Notifier.Options.Dialect, surface.Time).Read(
                body.RootElement);
            var id = await _silences.SetAsync(silence, context.RequestAborted);
            await Answers.JsonAsync(context, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("silenceID", id);
                writer.WriteEndObject();
            });
        }
        catch (SchemaException e)
        {
            await Answers.FailSchemaAsync(context, e.Status, e.Code, e.Message);
        }
        catch (FormatException e)
        {
            await Answers.FailAsync(context, 400, e.Message);
        }
        catch (SilenceNotFoundException e)
        {
            await Answers.FailAsync(context, 404, e.Message);
        }
    }

    public async Task GetAsync(HttpContext context)
    {
        if (await IdAsync(context) is not { } id) return;
        if (_silences.Find(id) is { } silence)
            await Answers.JsonAsync(context, w => SilenceWriter.Write(w, silence, surface.Time.GetUtcNow()));
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    public async Task DeleteAsync(HttpContext context)
    {
        if (await IdAsync(context) is not { } id) return;
        try
        {
            await _silences.ExpireAsync(id, context.RequestAborted);
        }
        catch (SilenceNotFoundException)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static async Task<string?> IdAsync(HttpContext context)
    {
        var id = context.GetRouteValue("id") as string ?? "";
        if (Guid.TryParseExact(id, "D", out _)) return id.ToLowerInvariant();
        await Answers.FailSchemaAsync(context, 422, 601, $"silenceID in path must be of type uuid: \"{id}\"");
        return null;
    }
}
