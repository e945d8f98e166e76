using System.Text.Json;
using Hotaru.Gateway;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>
/// What goes beyond a single group: the admin wipe, and Hotaru's own listing and deletion by matchers on the
/// grouping labels,
/// <c>/api/hotaru/v1/push/groups?match=job="x"&amp;match=instance=~"a.*"&amp;dry_run=true</c>.
/// </summary>
internal sealed class PushManagement(PushgatewaySurface surface)
{
    public async Task WipeAsync(HttpContext context)
    {
        foreach (var group in surface.Gateway.Groups)
            await surface.Gateway.DeleteAsync(group.Key, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>GET lists the groups that match; DELETE deletes them, or counts them with dry_run.</summary>
    public async Task GroupsAsync(HttpContext context)
    {
        List<Matcher> matchers;
        try
        {
            matchers = [.. context.Request.Query["match"].Select(text => GroupMatcher.Parse(text ?? ""))];
        }
        catch (FormatException e)
        {
            await Answer.TextAsync(context, StatusCodes.Status400BadRequest, e.Message);
            return;
        }

        var isDelete = HttpMethods.IsDelete(context.Request.Method);
        if (isDelete && matchers.Count == 0)
        {
            await Answer.TextAsync(
                context, StatusCodes.Status400BadRequest,
                "a deletion needs at least one match, such as match=job=\"x\"");
            return;
        }

        var found = surface.Gateway.Groups.Where(g => matchers.TrueForAll(m => m.Matches(g.Key))).ToList();
        var isDryRun = context.Request.Query["dry_run"].ToString() is "true" or "1";
        if (isDelete && !isDryRun)
        {
            foreach (var group in found) await surface.Gateway.DeleteAsync(group.Key, CancellationToken.None);
        }

        await WriteAsync(context, found, isDelete && !isDryRun);
    }

    private static async Task WriteAsync(HttpContext context, List<PushedGroup> groups, bool deleted)
    {
        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteNumber("count", groups.Count);
            json.WriteBoolean("deleted", deleted);
            json.WriteStartArray("groups");
            foreach (var group in groups) WriteGroup(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void WriteGroup(Utf8JsonWriter json, PushedGroup group)
    {
        json.WriteStartObject();
        json.WriteStartObject("labels");
        foreach (var label in group.Key) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
        if (group.PushedAt is { } pushed) json.WriteString("pushed_at", pushed.UtcDateTime);
        if (group.FailedAt is { } failed) json.WriteString("failed_at", failed.UtcDateTime);
        if (group.ExpiresAt is { } expires) json.WriteString("expires_at", expires.UtcDateTime);
        json.WriteNumber("families", group.Families.Count);
        json.WriteEndObject();
    }
}
