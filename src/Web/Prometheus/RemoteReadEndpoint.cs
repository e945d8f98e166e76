using System.Diagnostics.CodeAnalysis;
using Hotaru.Model;
using Hotaru.Remote;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>POST /api/v1/read.</summary>
[SuppressMessage(
    "Design", "CA1001",
    Justification = "It holds nothing while nobody asks for its wait handle.")]
internal sealed class RemoteReadEndpoint(RemoteReader reader, BodyBudget budget)
{
    /// <summary>An answer may take much memory.</summary>
    private readonly SemaphoreSlim _places = new(RemoteReadLimits.AtOnce, RemoteReadLimits.AtOnce);

    private int _requests;

    /// <summary>Requests that are answered or wait for their turn.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            await _places.WaitAsync(context.RequestAborted);
            try
            {
                await AnswerAsync(context);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await BodyBuffer.ReadAsync(
            context.Request, reader.MaxBodyBytes, budget, context.RequestAborted);
        if (body is null)
        {
            await RefuseAsync(context, 413, $"the body is larger than {reader.MaxBodyBytes} bytes");
            return;
        }

        try
        {
            var request = reader.Parse(body.Memory.Span);
            if (request.IsStreamed)
            {
                context.Response.ContentType =
                    "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
                await reader.StreamAsync(request, context.Response.BodyWriter, context.RequestAborted);
                return;
            }

            var answer = reader.Samples(request, context.RequestAborted);
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
        if (context.Response.HasStarted)
        {
            // Half a stream is out: only breaking the connection tells the client that it is not whole.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
