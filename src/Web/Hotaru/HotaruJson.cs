using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>Answers of Hotaru's own API: an object, or <c>{"error": "…"}</c>.</summary>
internal static class HotaruJson
{
    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        using var answer = new JsonAnswer(context, default);
        write(answer.Json);
        await answer.CompleteAsync();
    }

    public static Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", message);
            json.WriteEndObject();
        });
    }
}
