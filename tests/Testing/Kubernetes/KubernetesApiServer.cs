using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotaru.Testing.Kubernetes;

/// <summary>
/// A stand-in for Kubernetes' API server on a free port of the loopback address, over real HTTP or TLS: lists
/// in pages, watches with bookmarks, versions that are forgotten (410), tokens that run out (401), outages.
/// It behaves as Kubernetes' documentation says under "Kubernetes API Concepts".
/// </summary>
public sealed class KubernetesApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ObjectHistory _history = new();
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private volatile CancellationTokenSource _watches = new();
    private int _refused;

    private KubernetesApiServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Whether every request is answered by 503, and no watch goes on.</summary>
    public bool IsDown { get; private set; }

    /// <summary>The most entries of one page, whatever is asked for; null: as asked.</summary>
    public int? PageSize { get; set; }

    /// <summary>
    /// Whether a version too old is told by the status of the answer, not by an event within.
    /// </summary>
    public bool RefusesOldVersionsAtOnce { get; set; }

    /// <summary>Ends of paths that are answered by 404: kinds that are not installed.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];

    /// <summary>Called with path and query of each request before it is looked at.</summary>
    public Action<string>? BeforeAnswer { get; set; }

    /// <summary>Requests that were answered by 401 or 503.</summary>
    public int Refused => _refused;

    /// <summary>Paths and queries of what was let in, in the order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The subjects of client certificates that were shown.</summary>
    public ConcurrentQueue<string> ClientCertificates { get; } = new();

    /// <summary>Watches that are open now.</summary>
    public int Watches => _history.Watches;

    public static async Task<KubernetesApiServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        KubernetesApiServer? server = null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is null) return;
            listen.UseHttps(certificate, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (shown, _, _) =>
                {
                    server!.ClientCertificates.Enqueue(shown.Subject);
                    return true;
                };
            });
        }));
        server = new KubernetesApiServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        var addresses =
            server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Address = new Uri(addresses.Addresses.First());
        return server;
    }

    /// <summary>Creates or replaces an object.</summary>
    /// <param name="resource">As in paths: <c>/api/v1/pods</c>, <c>/apis/batch/v1/jobs</c>.</param>
    public void Put(string resource, string json) => _history.Put(resource, JsonNode.Parse(json)!.AsObject());

    public void Delete(string resource, string space, string name) => _history.Delete(resource, space, name);

    /// <summary>Sends every open watch a bookmark with the present version.</summary>
    public void SendBookmarks() => _history.SendBookmarks();

    /// <summary>Forgets all versions but the present one: older watches and pages get 410.</summary>
    public void Compact() => _history.Compact();

    /// <summary>Breaks every watch off in the middle.</summary>
    public void DropWatches()
    {
        var old = Interlocked.Exchange(ref _watches, new CancellationTokenSource());
        old.Cancel();
    }

    /// <summary>From now on only this token is good.</summary>
    public void RequireToken(string token)
    {
        _tokens.Clear();
        _tokens[token] = "";
        DropWatches();
    }

    public void GoDown()
    {
        IsDown = true;
        DropWatches();
    }

    public void ComeBack() => IsDown = false;

    public async ValueTask DisposeAsync()
    {
        DropWatches();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var asked = context.Request.Path + context.Request.QueryString;
        BeforeAnswer?.Invoke(asked);
        if (IsDown)
        {
            Interlocked.Increment(ref _refused);
            await StatusAsync(context, 503, "ServiceUnavailable", "the API server is down");
            return;
        }

        if (!IsAllowed(context))
        {
            Interlocked.Increment(ref _refused);
            await StatusAsync(context, 401, "Unauthorized", "Unauthorized");
            return;
        }

        Requests.Enqueue(asked);
        if (Missing.Any(kind => context.Request.Path.Value!.EndsWith(kind, StringComparison.Ordinal)))
        {
            await StatusAsync(context, 404, "NotFound", "the server could not find the requested resource");
            return;
        }

        var list = ListRequest.Of(context.Request, PageSize);
        if (context.Request.Query["watch"] is [{ } watch, ..] && watch is "true" or "1")
            await WatchAsync(context, list);
        else await ListAsync(context, list);
    }

    private bool IsAllowed(HttpContext context)
    {
        if (_tokens.IsEmpty) return true;
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) && _tokens.ContainsKey(header[7..]);
    }

    private async Task ListAsync(HttpContext context, ListRequest request)
    {
        if (_history.List(request) is { } page) await WriteAsync(context, 200, page);
        else await StatusAsync(context, 410, "Expired", "The provided continue parameter is too old");
    }

    private async Task WatchAsync(HttpContext context, ListRequest request)
    {
        using var limit = new CancellationTokenSource(request.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, _watches.Token, context.RequestAborted);
        using var watch = _history.Watch(request);
        if (watch.IsTooOld && RefusesOldVersionsAtOnce)
        {
            await StatusAsync(context, 410, "Expired", "too old resource version");
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.StartAsync(either.Token);
        await context.Response.Body.FlushAsync(either.Token);
        try
        {
            await foreach (var line in watch.Lines.ReadAllAsync(either.Token))
            {
                await context.Response.WriteAsync(line + "\n", either.Token);
                await context.Response.Body.FlushAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            if (!limit.IsCancellationRequested) context.Abort();
        }
    }

    private static Task StatusAsync(HttpContext context, int code, string reason, string message) =>
        WriteAsync(context, code, ObjectHistory.Status(code, reason, message));

    private static Task WriteAsync(HttpContext context, int code, JsonNode body)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(new JsonSerializerOptions()));
    }
}
