using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotaru.Testing;

/// <summary>
/// A target to scrape, on a free port of the loopback address; it says what the test tells it to.
/// </summary>
public sealed class FakeTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeTarget(WebApplication app) => _app = app;

    public string Body { get; set; } = "";

    public string ContentType { get; set; } = "text/plain; version=0.0.4";

    public int Status { get; set; } = 200;

    public bool Gzip { get; set; }

    /// <summary>Whether requests are left without an answer.</summary>
    public bool Hangs { get; set; }

    /// <summary>The headers of each request, with its path and query under "url".</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Requests { get; } = new();

    public string Address { get; private set; } = "";

    public static async Task<FakeTarget> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var target = new FakeTarget(builder.Build());
        target._app.Run(target.AnswerAsync);
        await target._app.StartAsync();
        var addresses =
            target._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        target.Address = new Uri(addresses.Addresses.First()).Authority;
        return target;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        headers["url"] = context.Request.Path + context.Request.QueryString;
        Requests.Enqueue(headers);
        if (Hangs) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        context.Response.StatusCode = Status;
        if (ContentType.Length > 0) context.Response.ContentType = ContentType;
        if (!Gzip)
        {
            await context.Response.WriteAsync(Body);
            return;
        }

        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Body));
    }
}
