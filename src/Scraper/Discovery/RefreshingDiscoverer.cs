using System.Text.Json;
using Hotaru.Exposition;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>A discoverer that asks again and again; what it found last stays while asking fails.</summary>
internal abstract class RefreshingDiscoverer(string job, TimeSpan interval, TimeProvider time, ILogger log)
    : IDiscoverer
{
    private readonly GroupMemory _memory = new();

    private long _failures;

    /// <summary>What it asks, as Prometheus calls it: http, dns, docker.</summary>
    public abstract string Kind { get; }

    /// <summary>Where discovery as a whole is counted.</summary>
    public DiscoveryTotals Totals { get; init; } = new();

    /// <summary>Takes how many seconds each refresh took, good or not; set before it runs.</summary>
    public RecentValues? Durations { get; set; }

    /// <summary>How often asking failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public async Task RunAsync(Action<IReadOnlyList<TargetGroup>> found, CancellationToken cancellation)
    {
        while (true)
        {
            var start = time.GetTimestamp();
            try
            {
                found(_memory.WithGone(await RefreshAsync(cancellation)));
            }
            catch (Exception e) when (IsExpected(e) && !cancellation.IsCancellationRequested)
            {
                Failed(e);
            }

            var seconds = time.GetElapsedTime(start).TotalSeconds;
            Durations?.Add(seconds);
            Totals.Refreshed(Kind, seconds);
            await Task.Delay(interval, time, cancellation);
        }
    }

    protected abstract Task<IReadOnlyList<TargetGroup>> RefreshAsync(CancellationToken cancellation);

    /// <summary>Counts and logs what could not be asked; the search goes on.</summary>
    protected void Failed(Exception e)
    {
        Interlocked.Increment(ref _failures);
        Totals.RefreshFailed(Kind);
        log.DiscoveryFailed(job, Kind, e.Message);
    }

    protected static bool IsExpected(Exception e) =>
        e is HttpRequestException or IOException or FormatException or JsonException
            or OperationCanceledException
            or System.Net.Sockets.SocketException or InvalidOperationException;
}
