using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>admin/tsdb/*: there only where they are switched on.</summary>
internal sealed class AdminEndpoints(IStorageAdmin? admin)
{
    public void Map(ApiRoutes routes)
    {
        routes.PostOrPut("/admin/tsdb/delete_series", DeleteAsync);
        routes.PostOrPut("/admin/tsdb/clean_tombstones", CleanAsync);
        routes.PostOrPut("/admin/tsdb/snapshot", SnapshotAsync);
    }

    private IStorageAdmin Admin =>
        admin ?? throw new ApiException(ApiError.Unavailable, "admin APIs disabled");

    private async Task<ApiResult> DeleteAsync(ApiRequest request)
    {
        var storage = Admin;
        if (request.All("match[]").Count == 0)
            throw new ApiException(ApiError.BadData, "no match[] parameter provided");
        var (min, max) = request.Window();
        foreach (var matchers in request.Selectors(isNamed: true))
            await storage.DeleteAsync(matchers, min, max, request.Cancellation);
        return ApiResult.None;
    }

    private async Task<ApiResult> CleanAsync(ApiRequest request)
    {
        await Admin.CleanAsync(request.Cancellation);
        return ApiResult.None;
    }

    private async Task<ApiResult> SnapshotAsync(ApiRequest request)
    {
        var storage = Admin;
        // What is in memory only is journaled all the time: there is nothing that could be left out.
        if (request["skip_head"].Length > 0 && GoNumber.ParseFlag(request["skip_head"], out _) is { } wrong)
            throw ApiException.Parameter("skip_head", $"unable to parse boolean: {wrong}");
        var name = await storage.SnapshotAsync(request.Cancellation);
        return ApiResult.Of(stream =>
        {
            stream.Json.WriteStartObject();
            stream.Json.WriteString("name", name);
            stream.Json.WriteEndObject();
        });
    }
}
