using Hotaru.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>Follows the CronJobs and Jobs of every cluster whose kube-state-metrics is stored here.</summary>
/// <param name="feedOf">Makes the feed of a cluster; its name is empty where there is only one.</param>
public sealed partial class StateMetricsJobService(
    ISeriesSource series, string clusterLabel, Func<string, WorkloadFeed> feedOf, TimeProvider time,
    ILogger<StateMetricsJobService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly StateMetricsReader _reader = new(series, clusterLabel);
    private readonly Dictionary<string, WorkloadFeed> _feeds = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, e.Message);
            }

            await Task.Delay(Every, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One look at what has arrived.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        foreach (var (cluster, picture) in _reader.Read(time.GetUtcNow(), cancellation))
        {
            if (!_feeds.TryGetValue(cluster, out var feed)) _feeds[cluster] = feed = feedOf(cluster);
            await feed.SeeAsync(picture, cancellation);
        }
    }
}
