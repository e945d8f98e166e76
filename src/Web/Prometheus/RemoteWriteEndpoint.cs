using System.Buffers;
using Hotaru.Remote;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>POST /api/v1/write. Source: the remote write specifications 1.0 and 2.0.</summary>
internal sealed class RemoteWriteEndpoint(RemoteWriteReceiver receiver, BodyBudget budget)
{
    private const string Version2Message = "io.prometheus.write.v2.Request";

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (ProtocolOf(request.ContentType) is not { } protocol)
        {
            await AnswerAsync(context, 415, $"content type \"{request.ContentType}\" is not remote write; "
                + "send application/x-protobuf");
            return;
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "snappy"))
        {
            await AnswerAsync(
                context, 415, $"content encoding \"{encoding}\" is not known here; send snappy");
            return;
        }

        using var body = await BodyBuffer.ReadAsync(
            request, receiver.Limits.MaxBodyBytes, budget, context.RequestAborted);
        if (body is null)
        {
            await AnswerAsync(context, 413, $"the body is larger than {receiver.Limits.MaxBodyBytes} bytes");
            return;
        }

        await DecodingGate.PassAsync(
            () => ReceiveAsync(context, body.Memory, protocol), context.RequestAborted);
    }

    private async Task ReceiveAsync(
        HttpContext context, ReadOnlyMemory<byte> body, RemoteWriteProtocol protocol)
    {
        var answer = await receiver.ReceiveAsync(body, protocol, context.RequestAborted);
        if (protocol == RemoteWriteProtocol.Version2) TellCounts(context.Response.Headers, answer);
        await AnswerAsync(context, answer.Status, answer.Message);
    }

    private static RemoteWriteProtocol? ProtocolOf(string? contentType)
    {
        var parts = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        // Senders of the first days left the type out; the peers take that as version 1.
        if (parts[0].Length > 0 && parts[0] != "application/x-protobuf") return null;
        for (var i = 1; i < parts.Length; i++)
        {
            if (!parts[i].StartsWith("proto=", StringComparison.Ordinal)) continue;
            return parts[i]["proto=".Length..] switch
            {
                "prometheus.WriteRequest" => RemoteWriteProtocol.Version1,
                Version2Message => RemoteWriteProtocol.Version2,
                _ => null,
            };
        }

        return RemoteWriteProtocol.Version1;
    }

    private static void TellCounts(IHeaderDictionary headers, RemoteWriteAnswer answer)
    {
        headers["X-Prometheus-Remote-Write-Samples-Written"] = answer.Samples.ToString();
        headers["X-Prometheus-Remote-Write-Histograms-Written"] = answer.Histograms.ToString();
        headers["X-Prometheus-Remote-Write-Exemplars-Written"] = answer.Exemplars.ToString();
    }

    private static async Task AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        if (message.Length == 0) return;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
