using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hotaru.Web.Pushgateway;

/// <summary>
/// How large a request was, as the peer measures it: first line, headers and announced body without the
/// separators between them. A body whose length is not announced does not count.
/// </summary>
internal static class RequestSize
{
    public static long Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var size = target.Length + request.Method.Length + request.Protocol.Length
            + (request.ContentLength ?? 0);
        foreach (var (name, values) in request.Headers)
        {
            // The host is no header to the peer.
            if (!name.Equals("Host", StringComparison.OrdinalIgnoreCase)) size += name.Length;
            foreach (var value in values) size += value?.Length ?? 0;
        }

        return size;
    }
}
