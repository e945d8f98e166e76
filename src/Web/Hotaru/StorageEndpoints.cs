using Hotaru.Model;
using Hotaru.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// <c>/api/hotaru/v1/storage/flush</c> journals what is in memory only; <c>seal</c> turns it into blocks
/// before
/// their time. For measuring and before a copy of the file is taken; there only where the admin API is on.
/// </summary>
public static class StorageEndpoints
{
    public static void MapStorage(this IEndpointRouteBuilder routes, TimeSeriesStore store)
    {
        routes.MapPost("/api/hotaru/v1/storage/flush", context => RunAsync(context, store.FlushAsync));
        routes.MapPost("/api/hotaru/v1/storage/seal", context => RunAsync(context, store.CompactAsync));
    }

    public static void MapBackup(this IEndpointRouteBuilder routes, BackupEndpoint backup) =>
        routes.MapPost("/api/hotaru/v1/storage/backup", backup.HandleAsync);

    private static async Task RunAsync(HttpContext context, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (StoreException e)
        {
            await HotaruJson.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }
}
