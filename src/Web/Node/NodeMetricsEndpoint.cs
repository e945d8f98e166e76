using Hotaru.Node;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Node;

/// <summary>GET /metrics: the machine at this moment as text 0.0.4, the form every scraper takes.</summary>
internal sealed class NodeMetricsEndpoint(NodeExporter exporter)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        exporter.WriteTo(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
