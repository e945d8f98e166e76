using Hotaru.Model;
using Hotaru.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// <c>POST /api/hotaru/v1/storage/flush</c> answers when all samples are on disk, <c>.../seal</c> when all are in
/// blocks and free space was given back. 204, or 503 with the reason where the disk does not take it.
/// </summary>
public static class StorageEndpoints
{
    public static void MapStorage(this IEndpointRouteBuilder routes, TimeSeriesStore series)
    {
        routes.MapPost("/api/hotaru/v1/storage/flush", context => RunAsync(context, series.FlushAsync));
        routes.MapPost("/api/hotaru/v1/storage/seal", context => RunAsync(context, series.CompactAsync));
    }

    private static async Task RunAsync(HttpContext context, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (StoreException e)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(e.Message + "\n", context.RequestAborted);
        }
    }
}
