using System.Text.Json;
using Hotaru.Remote;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// POST /api/v1/otlp/v1/metrics: OpenTelemetry metrics in protobuf or JSON, plain or in gzip. Source: the
/// OTLP specification, "OTLP/HTTP".
/// </summary>
internal sealed class OtlpEndpoint(OtlpReceiver receiver, BodyBudget budget)
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var type = (request.ContentType ?? "").Split(';')[0].Trim();
        if (type is not (Protobuf or Json))
        {
            await RefuseAsync(
                context, 400, $"unsupported content type: {type}, supported: [{Json}, {Protobuf}]");
            return;
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "gzip" or "identity"))
        {
            await RefuseAsync(
                context, 400,
                $"unsupported compression: {encoding}. Only \"gzip\" or no compression supported");
            return;
        }

        using var body = await BodyBuffer.ReadAsync(
            request, receiver.Limits.MaxBodyBytes, budget, context.RequestAborted);
        if (body is null) await TooLargeAsync(context);
        else
            await DecodingGate.PassAsync(
                () => ReceiveAsync(context, body, type == Json, encoding == "gzip"), context.RequestAborted);
    }

    private async Task ReceiveAsync(HttpContext context, BodyBuffer sent, bool isJson, bool isGzip)
    {
        BodyBuffer? opened = null;
        try
        {
            if (isGzip)
            {
                var limit = MaxDecoded(receiver.Limits, isJson);
                opened = await BodyBuffer.GunzipAsync(sent, limit, context.RequestAborted);
                if (opened is null)
                {
                    await TooLargeAsync(context);
                    return;
                }
            }

            var answer = await receiver.ReceiveAsync(
                (opened ?? sent).Memory, isJson, context.RequestAborted);
            if (answer.Status == 200) await AcceptAsync(context, answer, isJson);
            else await RefuseAsync(context, answer.Status, answer.Message);
        }
        catch (InvalidDataException e)
        {
            await RefuseAsync(context, 400, $"gzip: {e.Message}");
        }
        finally
        {
            opened?.Dispose();
        }
    }

    private static Task TooLargeAsync(HttpContext context) =>
        RefuseAsync(context, 413, "the request is larger than is allowed");

    /// <summary>JSON takes several times its own length once it is read; protobuf is read in place.</summary>
    private static int MaxDecoded(RemoteWriteLimits limits, bool isJson) =>
        isJson ? Math.Min(limits.MaxDecodedBytes, limits.MaxBodyBytes) : limits.MaxDecodedBytes;

    /// <summary>
    /// ExportMetricsServiceResponse: empty where all is well, else partial_success, which tells how many
    /// samples were refused and why.
    /// </summary>
    private static async Task AcceptAsync(HttpContext context, RemoteWriteAnswer answer, bool isJson)
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = isJson ? Json : Protobuf;
        if (!isJson)
        {
            await context.Response.Body.WriteAsync(
                OtlpReceiver.PartialSuccess(answer), context.RequestAborted);
            return;
        }

        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        if (answer.Refused > 0)
        {
            json.WriteStartObject("partialSuccess");
            json.WriteString("rejectedDataPoints", answer.Refused.ToString());
            json.WriteString("errorMessage", answer.Message);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
