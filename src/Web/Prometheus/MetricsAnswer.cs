using System.IO.Compression;
using System.IO.Pipelines;
using Hotaru.Exposition;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>A page of metrics in the form that was asked for, compressed where the reader takes it.</summary>
internal static class MetricsAnswer
{
    public static async Task WriteAsync(
        HttpContext context, ExpositionType type, IEnumerable<MetricFamily> families)
    {
        var response = context.Response;
        response.ContentType = type.ContentType;
        response.Headers.CacheControl = "no-store";
        if (!ApiEndpoint.WantsGzip(context.Request))
        {
            FamilyWriter.Write(families, type, response.BodyWriter);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
            return;
        }

        response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
        var pipe = PipeWriter.Create(gzip, new StreamPipeWriterOptions(leaveOpen: true));
        FamilyWriter.Write(families, type, pipe);
        await pipe.FlushAsync(context.RequestAborted);
        await pipe.CompleteAsync();
    }
}
