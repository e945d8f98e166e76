using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>Maps API paths below /api/v1.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, RequestFigures requests)
{
    private const string Root = "/api/v1";
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

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

    /// <summary>
    /// A preflight request is answered for every path; whatever else was not mapped is not there.
    /// </summary>
    public void MapRest()
    {
        var preflight = ApiEndpoint.Wrap(_ => ApiResult.None);
        routes.Map(Root + "/{**path}", context =>
        {
            if (HttpMethods.IsOptions(context.Request.Method)) return preflight(context);
            var isKnown = _known.Contains("/" + context.Request.RouteValues["path"]);
            context.Response.StatusCode = isKnown ? 405 : 404;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(isKnown ? "Method Not Allowed\n" : "404 page not found\n");
        });
    }

    public void Map(string path, string[] methods, RequestDelegate handle)
    {
        _known.Add(path);
        routes.MapMethods(Root + path, methods, requests.Watch(Root + path, handle));
    }
}
