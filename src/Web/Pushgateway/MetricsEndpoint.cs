using System.IO.Compression;
using System.IO.Pipelines;
using Hotaru.Exposition;
using Hotaru.Gateway;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>GET /metrics: everything pushed and the gateway's own, for a scrape.</summary>
internal sealed class MetricsEndpoint(PushgatewaySurface surface, GatewayHttpMetrics metrics)
{
    public async Task HandleAsync(HttpContext context)
    {
        metrics.ScrapeBegins();
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await WriteAsync(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            metrics.ScrapeEnds(status);
        }
    }

    private async Task WriteAsync(HttpContext context)
    {
        var type = ExpositionType.Negotiate(context.Request.Headers.Accept.ToString(),
            offerOpenMetrics: false);
        var response = context.Response;
        response.ContentType = type.ContentType;
        response.Headers.Vary = "Accept-Encoding";
        var own = surface.Own.Collect().Where(IsOfGateway).Concat(metrics.Families());
        if (!TakesGzip(context.Request))
        {
            await response.StartAsync(context.RequestAborted);
            await MetricsPage.WriteAsync(
                surface.Gateway.Groups, own, type, response.BodyWriter, context.RequestAborted);
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        var writer = PipeWriter.Create(
            gzip, new StreamPipeWriterOptions(leaveOpen: true, minimumBufferSize: 64 << 10));
        await MetricsPage.WriteAsync(surface.Gateway.Groups, own, type, writer, context.RequestAborted);
        await writer.CompleteAsync();
    }

    /// <summary>
    /// The peer's own page has these; the rest of the process is on the other surfaces' pages.
    /// </summary>
    private static bool IsOfGateway(MetricFamily family) =>
        family.Name.StartsWith("process_", StringComparison.Ordinal)
        || family.Name.StartsWith("pushgateway_", StringComparison.Ordinal);

    private static bool TakesGzip(HttpRequest request)
    {
        foreach (var part in request.Headers.AcceptEncoding.ToString().Split(','))
        {
            var parts = part.Split(';');
            if (parts[0].Trim() is "gzip" or "*")
                return parts.Length < 2 || parts[1].Trim() is not ("q=0" or "q=0.0");
        }

        return false;
    }
}
