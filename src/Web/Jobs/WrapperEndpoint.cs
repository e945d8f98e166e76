using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web;

/// <summary>
/// <c>GET /job.sh</c>: the wrapper for any POSIX machine with curl, with this appliance's address in it.
/// </summary>
public static class WrapperEndpoint
{
    private const string Place = "http://127.0.0.1:9090";

    private static readonly Lazy<string> Script = new(Read);

    public static void MapWrapper(this IEndpointRouteBuilder routes) => routes.MapGet("/job.sh", context =>
    {
        context.Response.ContentType = "text/x-shellscript; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.WriteAsync(
            Script.Value.Replace(Place, Address(context), StringComparison.Ordinal), context.RequestAborted);
    });

    /// <summary>
    /// Where the client found us. It ends up in a script between single quotes: only what is plainly an
    /// address is taken from the headers.
    /// </summary>
    private static string Address(HttpContext context)
    {
        var request = SurfaceRequest.Of(context);
        var forwarded = context.Request.Headers["X-Forwarded-Proto"].ToString();
        var scheme = forwarded is "http" or "https" ? forwarded : context.Request.Scheme;
        var host = context.Request.Host.Value ?? "";
        var isPlain = host.Length is > 0 and < 300
            && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
        return isPlain ? $"{scheme}://{host}{request.ExternalPrefix}" : Place;
    }

    private static string Read()
    {
        using var stream = typeof(WrapperEndpoint).Assembly.GetManifestResourceStream("job.sh")
            ?? throw new InvalidOperationException("BUG: job.sh is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
