using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>Answers a body that cannot be read with its reason, in plain text.</summary>
internal static class BodyRefusal
{
    /// <summary>
    /// What the server throws where the length of a chunk is no number that fits, as a refusal.
    /// </summary>
    public static BadHttpRequestException Unreadable(IOException e) =>
        new(e.Message, StatusCodes.Status400BadRequest, e);

    public static RequestDelegate Wrap(RequestDelegate handle) => async context =>
    {
        try
        {
            await handle(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(e.Message + "\n", context.RequestAborted);
        }
    };
}
