using Hotaru.Model;
using Hotaru.Remote;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>POST /api/v1/read.</summary>
internal sealed class RemoteReadEndpoint(RemoteReader reader)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var body =
            await BodyBuffer.ReadAsync(context.Request, reader.MaxBodyBytes, context.RequestAborted);
        if (body is null)
        {
            await RefuseAsync(context, 413, $"the body is larger than {reader.MaxBodyBytes} bytes");
            return;
        }

        try
        {
            var answer = reader.Read(body.Memory.Span, context.RequestAborted);
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Headers.ContentEncoding = "snappy";
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
        catch (FormatException e)
        {
            await RefuseAsync(context, 400, e.Message);
        }
        catch (StoreException e)
        {
            await RefuseAsync(context, 500, e.Message);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
