using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>
/// Where a page is, as far as its links need to know. All is relative: whatever a proxy puts in front, takes
/// away or says in its headers, the browser resolves these against the address that it really asked.
/// </summary>
/// <param name="Surface">Whose page it is.</param>
/// <param name="Base">The surface's root as seen from the page: <c>./</c>, or a <c>../</c> per level.</param>
/// <param name="Siblings">
/// What the surfaces' names are behind, relative to the root; null on a listener that serves one surface.
/// </param>
internal sealed record PagePlace(Surface Surface, string Base, string? Siblings)
{
    private static readonly Surface[] WithPages =
        [Surface.Prometheus, Surface.Pushgateway, Surface.Alertmanager];

    public static PagePlace Of(HttpContext context)
    {
        var request = SurfaceRequest.Of(context);
        var depth = request.RawPath.AsSpan(1).Count('/');
        var siblings = context.Request.PathBase.HasValue ? "../"
            : request.Surface == Surface.Prometheus ? "" : null;
        return new PagePlace(
            request.Surface, depth == 0 ? "./" : string.Concat(Enumerable.Repeat("../", depth)), siblings);
    }

    /// <summary>JSON for an attribute in single quotes; every part of it is one of our own words.</summary>
    public string Settings(string nonce)
    {
        var siblings = Siblings is null
            ? "" : ",\"siblings\":{" + string.Join(',', WithPages.Select(Sibling)) + "}";
        return $"{{\"surface\":\"{NameOf(Surface)}\",\"nonce\":\"{nonce}\"{siblings}}}";
    }

    private string Sibling(Surface surface) => $"\"{NameOf(surface)}\":\"{Siblings}{NameOf(surface)}/\"";

    private static string NameOf(Surface surface) => surface switch
    {
        Surface.Prometheus => "prometheus",
        Surface.Pushgateway => "pushgateway",
        _ => "alertmanager",
    };
}
