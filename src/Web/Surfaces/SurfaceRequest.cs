using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>
/// What the listener and the prefix made of a request; every endpoint finds it in the features.
/// </summary>
/// <param name="Surface">Whose endpoint is asked.</param>
/// <param name="RawPath">The path behind the prefix as it was sent: not decoded, without the query.</param>
/// <param name="ExternalPrefix">
/// What links begin with, without a slash at the end: from X-Forwarded-Prefix, external_url or the prefix
/// asked.
/// </param>
public sealed record SurfaceRequest(Surface Surface, string RawPath, string ExternalPrefix)
{
    public static SurfaceRequest Of(HttpContext context) =>
        context.Features.Get<SurfaceRequest>()
        ?? throw new InvalidOperationException("BUG: the request did not come through the surface router");
}
