using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Prometheus;

/// <summary>/-/healthy, /-/ready, /-/reload and /-/quit.</summary>
internal sealed class LifecycleEndpoints(PrometheusStatus status)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(
            "/-/healthy", Reading, context => TextAsync(context, 200, "Prometheus Server is Healthy.\n"));
        routes.MapMethods("/-/ready", Reading, ReadyAsync);
        routes.Map("/-/reload", context => OnPostAsync(context, ReloadAsync));
        routes.Map("/-/quit", context => OnPostAsync(context, QuitAsync));
    }

    private Task ReadyAsync(HttpContext context)
    {
        var reason = status.NotReady();
        return reason.Length == 0
            ? TextAsync(context, 200, "Prometheus Server is Ready.\n")
            : TextAsync(context, 503, $"Service Unavailable: {reason}\n");
    }

    private async Task ReloadAsync(HttpContext context)
    {
        if (status.Reload is null)
        {
            await TextAsync(context, 403, "Lifecycle API is not enabled.");
            return;
        }

        var problems = await status.Reload(context.RequestAborted);
        if (problems.Count == 0) return;
        var list = string.Concat(problems.Select(problem => problem + "\n"));
        await TextAsync(context, 500, "failed to reload config; the former one goes on:\n" + list);
    }

    private async Task QuitAsync(HttpContext context)
    {
        if (status.Quit is null)
        {
            await TextAsync(context, 403, "Lifecycle API is not enabled.");
            return;
        }

        await TextAsync(context, 200, "Requesting termination... Goodbye!");
        status.Quit();
    }

    private static Task OnPostAsync(HttpContext context, RequestDelegate handle) =>
        HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method)
            ? handle(context)
            : TextAsync(context, 405, "Only POST or PUT requests allowed");

    private static Task TextAsync(HttpContext context, int code, string text)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
