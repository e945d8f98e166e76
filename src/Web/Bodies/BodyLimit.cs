using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hotaru.Web;

/// <summary>
/// A limit for a body that is read by somebody else's code; the listeners themselves have none, as each
/// endpoint has its own.
/// </summary>
internal static class BodyLimit
{
    /// <summary>
    /// From now on reading more than this throws <see cref="BadHttpRequestException"/> with status 413.
    /// </summary>
    public static void Set(HttpContext context, long bytes)
    {
        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature is { IsReadOnly: false }) feature.MaxRequestBodySize = bytes;
    }
}
