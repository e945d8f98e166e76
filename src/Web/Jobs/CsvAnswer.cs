using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>A CSV file to save.</summary>
internal static class CsvAnswer
{
    public static Task WriteAsync(HttpContext context, string fileName, CsvText text)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        return context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }
}
