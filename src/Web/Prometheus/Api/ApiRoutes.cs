using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>Maps API paths below /api/v1.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes)
{
    private const string Root = "/api/v1";

    public void Get(string path, Func<ApiRequest, ApiResult> handle) =>
        Map(path, [HttpMethods.Get], ApiEndpoint.Wrap(handle));

    public void Get(string path, Func<ApiRequest, Task<ApiResult>> handle) =>
        Map(path, [HttpMethods.Get], ApiEndpoint.Wrap(handle));

    public void GetOrPost(string path, Func<ApiRequest, Task<ApiResult>> handle) =>
        Map(path, [HttpMethods.Get, HttpMethods.Post], ApiEndpoint.Wrap(handle));

    public void GetOrPost(string path, Func<ApiRequest, ApiResult> handle) =>
        Map(path, [HttpMethods.Get, HttpMethods.Post], ApiEndpoint.Wrap(handle));

    public void PostOrPut(string path, Func<ApiRequest, Task<ApiResult>> handle) =>
        Map(path, [HttpMethods.Post, HttpMethods.Put], ApiEndpoint.Wrap(handle));

    /// <summary>A preflight request is answered for every path.</summary>
    public void AnswerPreflights() => Map("/{**path}", [HttpMethods.Options], ApiEndpoint.Wrap(_ => ApiResult.None));

    public void Map(string path, string[] methods, RequestDelegate handle) =>
        routes.MapMethods(Root + path, methods, handle);
}
