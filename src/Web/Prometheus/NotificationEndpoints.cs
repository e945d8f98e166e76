using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// notifications, and notifications/live as server-sent events: what a page should show at its top. There is
/// one: that the last reload failed.
/// </summary>
internal sealed class NotificationEndpoints(PrometheusStatus status, TimeProvider time)
{
    private const int MaxSubscribers = 16;
    private const string ReloadFailed = "Configuration reload has failed.";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private int _subscribers;

    public void Map(ApiRoutes routes)
    {
        routes.Get("/notifications", _ => ApiResult.Of(stream =>
        {
            stream.Json.WriteStartArray();
            if (Failed() is { } since) Write(stream.Json, since, isActive: true);
            stream.Json.WriteEndArray();
        }));
        routes.Map("/notifications/live", [HttpMethods.Get], LiveAsync);
    }

    /// <summary>Since when, or null where all is well.</summary>
    private DateTimeOffset? Failed() => status.LastReload() is { WasGood: false } reload ? reload.At : null;

    private async Task LiveAsync(HttpContext context)
    {
        ApiEndpoint.AllowOrigins(context);
        if (Interlocked.Increment(ref _subscribers) > MaxSubscribers)
        {
            Interlocked.Decrement(ref _subscribers);
            context.Response.StatusCode = 204;
            return;
        }

        var stopping =
            context.RequestServices?.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-cache";
            // nginx holds answers back unless it is told not to.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await context.Response.Body.FlushAsync(ends.Token);
            await TellAsync(context, ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the process stops: that is how every stream ends.
        }
        finally
        {
            Interlocked.Decrement(ref _subscribers);
        }
    }

    private async Task TellAsync(HttpContext context, CancellationToken cancellation)
    {
        DateTimeOffset? told = null;
        while (true)
        {
            var now = Failed();
            if (now is { } since && told is null) await SendAsync(context, since, isActive: true);
            if (now is null && told is { } former) await SendAsync(context, former, isActive: false);
            told = now;
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private static async Task SendAsync(HttpContext context, DateTimeOffset since, bool isActive)
    {
        using var text = new MemoryStream();
        await using (var json = new Utf8JsonWriter(text)) Write(json, since, isActive);
        var data = Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, DateTimeOffset since, bool isActive)
    {
        json.WriteStartObject();
        json.WriteString("text", ReloadFailed);
        json.WriteString("date", ApiText.Time(since));
        json.WriteBoolean("active", isActive);
        json.WriteEndObject();
    }
}
