using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Hotaru.Web;

/// <summary>
/// The web pages of a surface. One page answers for all its addresses and finds out in the browser which one
/// it is; the addresses that Prometheus has used over the years are among them: bookmarks keep working.
/// </summary>
public static class PageEndpoints
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] PrometheusPages =
    [
        "/", "/query", "/jobs", "/incidents", "/alerts", "/notifications", "/silences", "/history",
        "/deliveries", "/targets", "/pushes", "/status", "/graph", "/rules", "/config", "/flags",
        "/tsdb-status", "/service-discovery",
        "/alertmanager-discovery",
    ];

    private static readonly string[] PushgatewayPages = ["/", "/status"];
    private static readonly string[] AlertmanagerPages = ["/"];

    /// <summary>Adds the pages and their files to a surface; the node surface has none.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes, Surface surface)
    {
        var files = PageFiles.Embedded;
        string[] pages = surface switch
        {
            Surface.Prometheus => PrometheusPages,
            Surface.Pushgateway => PushgatewayPages,
            Surface.Alertmanager => AlertmanagerPages,
            _ => [],
        };
        if (pages.Length == 0) return;
        foreach (var page in pages)
            routes.MapMethods(page, ReadMethods, (RequestDelegate)(c => WritePageAsync(c, files)));
        foreach (var file in files.Assets)
            routes.MapMethods("/" + file.Name, ReadMethods, (RequestDelegate)(c => WriteFileAsync(c, file)));
    }

    private static Task WritePageAsync(HttpContext context, PageFiles files)
    {
        if (RedirectToSlash(context)) return Task.CompletedTask;
        var response = context.Response;
        if (files.Index is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return response.WriteAsync("This build is without its web pages; the APIs are all here.\n");
        }

        var nonce = RandomNumberGenerator.GetHexString(24, lowercase: true);
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // Chromium itself writes style attributes where marked text is typed over in the query editor.
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
            + "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'self'";
        response.Headers["Referrer-Policy"] = "same-origin";
        return WriteAsync(context, files.Index.Render(PagePlace.Of(context), nonce));
    }

    /// <summary>Behind <c>/prometheus</c> without a slash, relative links would miss their root.</summary>
    private static bool RedirectToSlash(HttpContext context)
    {
        var request = context.Request;
        if (!request.PathBase.HasValue || SurfaceRequest.Of(context).RawPath != "/") return false;
        var asked = context.Features.Get<IHttpRequestFeature>()!.RawTarget.AsSpan();
        var query = asked.IndexOf('?');
        if ((query < 0 ? asked : asked[..query]).EndsWith('/')) return false;
        context.Response.Redirect(request.PathBase.Value!.Split('/')[^1] + "/" + request.QueryString);
        return true;
    }

    private static Task WriteFileAsync(HttpContext context, PageFile file)
    {
        var response = context.Response;
        response.ContentType = file.ContentType;
        response.Headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ETag = file.ETag;
        if (file.IsCompressed) response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.ETag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (!file.IsCompressed) return WriteAsync(context, file.Content);
        var takesGzip = context.Request.GetTypedHeaders().AcceptEncoding
            .Any(e => e.Quality != 0 && (e.Value == "gzip" || e.Value == "*"));
        if (!takesGzip) return WriteAsync(context, file.Unpacked());
        response.Headers.ContentEncoding = "gzip";
        return WriteAsync(context, file.Content);
    }

    private static Task WriteAsync(HttpContext context, byte[] content)
    {
        var response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask : response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
