using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>Writes the API's answers.</summary>
internal static class Answers
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The answers are application/json and never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = 200)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
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
