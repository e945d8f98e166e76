using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>Writes the API's answers.</summary>
internal static class Answers
{
    /// <summary>An answer that is small enough to be written at one go.</summary>
    public static Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = 200)
    {
        context.Response.StatusCode = status;
        return StreamAsync(context, answer =>
        {
            write(answer.Json);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>A list that may be long; its items are taken as they are written.</summary>
    public static Task ListAsync<T>(
        HttpContext context, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        StreamAsync(context, async answer =>
        {
            answer.Json.WriteStartArray();
            foreach (var item in items)
            {
                write(answer.Json, item);
                await answer.BreatheAsync();
            }

            answer.Json.WriteEndArray();
        });

    /// <summary>An answer that may be long; its writer takes a breath between its parts.</summary>
    public static async Task StreamAsync(HttpContext context, Func<JsonAnswer, ValueTask> write)
    {
        using var answer = new JsonAnswer(context, JsonAnswer.Relaxed);
        await write(answer);
        await answer.CompleteAsync();
    }

    /// <summary>What a handler has to say against a request: a JSON text.</summary>
    public static Task FailAsync(HttpContext context, int status, string message) =>
        JsonAsync(context, writer => writer.WriteStringValue(message), status);

    /// <summary>What is said against a request that does not keep to the API's schema.</summary>
    public static Task FailSchemaAsync(HttpContext context, int status, int code, string message) =>
        JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("code", code);
                writer.WriteString("message", message);
                writer.WriteEndObject();
            },
            status);
}
