using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>What is under <c>/-/</c>.</summary>
internal sealed class LifecycleEndpoint(PushgatewaySurface surface)
{
    /// <summary>Healthy and ready are one: pushes can be taken.</summary>
    public Task HealthyAsync(HttpContext context)
    {
        var trouble = surface.Trouble();
        if (trouble.Length > 0)
            return Answer.TextAsync(context, StatusCodes.Status500InternalServerError, trouble);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("OK", context.RequestAborted);
    }

    public async Task QuitAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            await context.Response.WriteAsync("Only POST or PUT requests allowed.", context.RequestAborted);
            return;
        }

        if (!surface.Gateway.Model.EnableLifecycle)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Lifecycle API is not enabled.", context.RequestAborted);
            return;
        }

        await context.Response.WriteAsync("Requesting termination... Goodbye!", context.RequestAborted);
        await context.Response.CompleteAsync();
        surface.Quit();
    }
}
