using System.IO.Compression;
using System.IO.Pipelines;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// The shape of every API answer: status, data, errorType, error, warnings, infos; CORS; gzip.
/// </summary>
internal static class ApiEndpoint
{
    private const int MaxAnnotations = 10;

    public static RequestDelegate Wrap(Func<ApiRequest, Task<ApiResult>> handle) => context =>
        RunAsync(context, handle);

    public static RequestDelegate Wrap(Func<ApiRequest, ApiResult> handle) =>
        Wrap((ApiRequest request) => Task.FromResult(handle(request)));

    /// <summary>Any page may read, as with the peer's default --web.cors.origin.</summary>
    public static void AllowOrigins(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (context.Request.Headers.Origin.Count == 0) return;
        headers.AccessControlAllowHeaders = "Accept, Authorization, Content-Type, Origin";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "Date";
    }

    private static async Task RunAsync(HttpContext context, Func<ApiRequest, Task<ApiResult>> handle)
    {
        AllowOrigins(context);
        try
        {
            var result = await handle(await ApiRequest.ReadAsync(context));
            if (result.WriteData is null) context.Response.StatusCode = 204;
            else await WriteAsync(context, json => WriteGoodAsync(json, result));
        }
        catch (ApiException e)
        {
            await FailAsync(context, e.Error, e.Message);
        }
        catch (StoreException e)
        {
            await FailAsync(context, ApiError.Internal, e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ApiError.Canceled.Status;
        }
    }

    private static Task FailAsync(HttpContext context, ApiError error, string message)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer is out: only breaking the connection tells the client that it is not whole.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = error.Status;
        return WriteAsync(context, json =>
        {
            json.Json.WriteStartObject();
            json.Json.WriteString("status", "error");
            json.Json.WriteString("errorType", error.Type);
            json.Json.WriteString("error", message);
            json.Json.WriteEndObject();
            return ValueTask.CompletedTask;
        });
    }

    private static async ValueTask WriteGoodAsync(JsonStream json, ApiResult result)
    {
        json.Json.WriteStartObject();
        json.Json.WriteString("status", "success");
        json.Json.WritePropertyName("data");
        await result.WriteData!(json);
        WriteAnnotations(json, "warnings", "warning", result.Warnings);
        WriteAnnotations(json, "infos", "info", result.Infos);
        json.Json.WriteEndObject();
    }

    private static void WriteAnnotations(
        JsonStream json, string name, string kind, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.Json.WritePropertyName(name);
        var shown = texts.Take(MaxAnnotations);
        if (texts.Count > MaxAnnotations)
            shown = shown.Append($"{texts.Count - MaxAnnotations} more {kind} annotations omitted");
        json.Texts(shown);
    }

    private static async Task WriteAsync(HttpContext context, Func<JsonStream, ValueTask> write)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers.Append("Vary", "Accept-Encoding");
        if (!WantsGzip(context.Request))
        {
            await using var plain = new JsonStream(response.BodyWriter);
            await write(plain);
            await plain.FlushAsync(context.RequestAborted);
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
        var pipe = PipeWriter.Create(gzip, new StreamPipeWriterOptions(leaveOpen: true));
        await using (var json = new JsonStream(pipe))
        {
            await write(json);
            await json.FlushAsync(context.RequestAborted);
        }

        await pipe.CompleteAsync();
    }

    public static bool WantsGzip(HttpRequest request)
    {
        foreach (var part in request.Headers.AcceptEncoding.ToString()
            .Split(',', StringSplitOptions.TrimEntries))
        {
            if (part == "gzip" || (part.StartsWith("gzip;", StringComparison.Ordinal)
                && !part.EndsWith("q=0", StringComparison.Ordinal))) return true;
        }

        return false;
    }
}
