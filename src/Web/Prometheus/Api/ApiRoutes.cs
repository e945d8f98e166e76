using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>Maps API paths below /api/v1.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, RequestFigures requests)
{
    private const string Root = "/api/v1";
    private readonly Dictionary<string, string[]> _known = new(StringComparer.Ordinal);

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
            var allowed = MethodsOf("/" + context.Request.RouteValues["path"]);
            context.Response.StatusCode = allowed is null ? 404 : 405;
            if (allowed is not null)
                context.Response.Headers.Allow = string.Join(", ", allowed.Append("OPTIONS").Order());
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(
                allowed is null ? "404 page not found\n" : "Method Not Allowed\n");
        });
    }

    private string[]? MethodsOf(string path)
    {
        var parts = path.Split('/');
        return _known.FirstOrDefault(known => known.Key.Split('/') is var template
            && template.Length == parts.Length
            && template.Zip(parts).All(pair => pair.First == pair.Second
                || (pair.First.StartsWith('{') && pair.Second.Length > 0))).Value;
    }

    public void Map(string path, string[] methods, RequestDelegate handle)
    {
        _known[path] = methods;
        routes.MapMethods(Root + path, methods, requests.Watch(Root + path, handle));
    }
}
