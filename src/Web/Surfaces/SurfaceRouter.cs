using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hotaru.Web;

/// <summary>
/// Tells from the listener's port and the path's first segment whose surface a request is for, strips the
/// prefix
/// and leaves a <see cref="SurfaceRequest"/>. The first listener serves all four under their names.
/// </summary>
internal sealed class SurfaceRouter(IReadOnlyDictionary<int, Surface> byPort, string externalPath)
{
    private static readonly (string Prefix, Surface Surface)[] Prefixes =
    [
        ("/prometheus", Surface.Prometheus), ("/pushgateway", Surface.Pushgateway),
        ("/alertmanager", Surface.Alertmanager), ("/node", Surface.Node),
    ];

    public SurfaceRequest Route(HttpContext context)
    {
        var surface = byPort.GetValueOrDefault(context.Connection.LocalPort, Surface.Prometheus);
        var rawPath = RawPath(context);
        var prefix = "";
        if (surface == Surface.Prometheus)
        {
            foreach (var (candidate, owner) in Prefixes)
            {
                if (!context.Request.Path.StartsWithSegments(candidate, StringComparison.Ordinal,
                    out var rest))
                    continue;
                (surface, prefix) = (owner, candidate);
                context.Request.PathBase = context.Request.PathBase.Add(candidate);
                context.Request.Path = rest.HasValue ? rest : "/";
                rawPath = rawPath.Length > candidate.Length ? rawPath[candidate.Length..] : "/";
                break;
            }
        }

        var request = new SurfaceRequest(surface, rawPath, ExternalPrefix(context, prefix));
        context.Features.Set(request);
        return request;
    }

    private string ExternalPrefix(HttpContext context, string prefix)
    {
        var forwarded = context.Request.Headers["X-Forwarded-Prefix"].ToString().TrimEnd('/');
        var outer = IsPath(forwarded) ? forwarded : externalPath.TrimEnd('/');
        return outer + prefix;
    }

    /// <summary>A header anyone can send ends up in links: only a plain absolute path is taken.</summary>
    private static bool IsPath(string text) =>
        text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~');

    private static string RawPath(HttpContext context)
    {
        var target =
            context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.Value ?? "/";
        if (!target.StartsWith('/'))
        {
            // An absolute-form target (a proxy's): the path begins behind the authority.
            var authority = target.IndexOf("://", StringComparison.Ordinal);
            var slash = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
