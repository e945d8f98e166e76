using System.Threading.Channels;
using Hotaru.Indicator;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotaru.Web.Hotaru;

/// <summary>
/// GET events: the indicator now and at each change, as server-sent events. A slow reader misses what is
/// between, never the newest. Every 20 s a comment keeps proxies from closing the stream.
/// </summary>
internal sealed class EventsEndpoint(IndicatorPanel panel)
{
    private const int MostStreams = 64;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private int _streams;

    public async Task HandleAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync($"{MostStreams} streams of events are open already\n");
            return;
        }

        var views = Channel.CreateBounded<IndicatorView>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        void Take(IndicatorView view) => views.Writer.TryWrite(view);
        panel.Changed += Take;
        try
        {
            await StreamAsync(context, views.Reader);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the appliance stops: that is how every stream ends.
        }
        finally
        {
            panel.Changed -= Take;
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task StreamAsync(HttpContext context, ChannelReader<IndicatorView> views)
    {
        var stopping =
            context.RequestServices?.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var time = context.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // nginx holds answers back unless it is told not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await SendAsync(context, panel.View, ends.Token);
        while (true)
        {
            using var patience = new CancellationTokenSource(KeepAlive, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, patience.Token);
            try
            {
                await SendAsync(context, await views.ReadAsync(either.Token), ends.Token);
            }
            catch (OperationCanceledException) when (!ends.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(": still here\n\n"u8.ToArray(), ends.Token);
                await context.Response.Body.FlushAsync(ends.Token);
            }
        }
    }

    private static async Task SendAsync(
        HttpContext context, IndicatorView view, CancellationToken cancellation)
    {
        var body = context.Response.Body;
        await body.WriteAsync("event: indicator\ndata: "u8.ToArray(), cancellation);
        await body.WriteAsync(IndicatorJson.Of(view), cancellation);
        await body.WriteAsync("\n\n"u8.ToArray(), cancellation);
        await body.FlushAsync(cancellation);
    }
}
