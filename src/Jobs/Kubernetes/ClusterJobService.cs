using Hotaru.Kubernetes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>
/// Watches the CronJobs and Jobs of an API server. While it is away jobs keep what is known of them, and
/// what was due in the meantime is unknown until the server says how it went.
/// </summary>
/// <param name="lease">Begins to watch a list.</param>
public sealed partial class ClusterJobService(
    WorkloadFeed feed, Func<ResourceQuery, ReflectorLease> lease, IReadOnlyCollection<string> spaces,
    TimeProvider time, ILogger<ClusterJobService> log) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _news = new(0, 1);

    public override void Dispose()
    {
        base.Dispose();
        _news.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var lists = new ClusterLists(lease, spaces, Wake);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (lists.Picture() is { } picture) await feed.SeeAsync(picture, stoppingToken);
                await SleepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                LogFailed(log, feed.Name, e.Message);
                await Task.Delay(LongestSleep, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Until something changes, which many objects do together; else the clocks want a sign.
    /// </summary>
    private async Task SleepAsync(CancellationToken cancellation)
    {
        await Task.Delay(ShortestSleep, time, cancellation);
        using var until = new CancellationTokenSource(LongestSleep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until.Token, cancellation);
        await _news.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Wake()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // One sign is enough.
        }
    }
}
