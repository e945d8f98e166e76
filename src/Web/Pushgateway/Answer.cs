using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>Short answers in plain text, as the peer gives them.</summary>
internal static class Answer
{
    public static Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }

    public static Task NotFoundAsync(HttpContext context) =>
        TextAsync(context, StatusCodes.Status404NotFound, "404 page not found");
}
