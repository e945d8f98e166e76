using System.Net;
using Hotaru.Model;
using Hotaru.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// POST /api/hotaru/v1/storage/backup answers with a consistent copy of the database while it is in use. A
/// copy has everything, so only the machine itself may ask, without a proxy between; others where the admin
/// API is switched on.
/// </summary>
/// <param name="folder">
/// Where the copy is made: on the database's file system, which must have room for it.
/// </param>
public sealed class BackupEndpoint(TimeSeriesStore store, string folder, bool isOpenToAll)
{
    private int _isRunning;

    internal async Task HandleAsync(HttpContext context)
    {
        if (!isOpenToAll && !IsOwnMachine(context))
        {
            await HotaruJson.ErrorAsync(context, StatusCodes.Status403Forbidden,
                "a backup is given to this machine only; set admin_api in hotaru.yml to give it to others");
            return;
        }

        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
        {
            await HotaruJson.ErrorAsync(
                context, StatusCodes.Status409Conflict, "a backup is being made; ask again when it is done");
            return;
        }

        var copy = Path.Combine(folder, $"backup-{Guid.NewGuid():n}.db");
        try
        {
            await store.BackupAsync(copy, context.RequestAborted);
            context.Response.ContentType = "application/vnd.sqlite3";
            context.Response.ContentLength = new FileInfo(copy).Length;
            await context.Response.SendFileAsync(copy, context.RequestAborted);
        }
        catch (StoreException e) when (!context.Response.HasStarted)
        {
            await HotaruJson.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        finally
        {
            File.Delete(copy);
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private static bool IsOwnMachine(HttpContext context)
    {
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("X-Forwarded-Prefix")
            && !headers.ContainsKey("X-Real-IP") && !headers.ContainsKey("Forwarded");
    }
}
