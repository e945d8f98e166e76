using System.Threading.Channels;
using Hotaru.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// kubernetes_sd_configs: watches the objects of a role and tells at once what changed; then at most every
/// five seconds, so that a rollout of many pods is a few updates and not hundreds. While the API server is
/// away, what was last known stays.
/// </summary>
internal sealed class KubernetesDiscoverer(
    string job, KubernetesDiscoveryModel model, SharedReflectors reflectors, TimeProvider time, ILogger log)
    : IDiscoverer
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly GroupMemory _memory = new();

    // One mark is enough, however much has changed.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task RunAsync(Action<IReadOnlyList<TargetGroup>> found, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await WatchAsync(found, cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                log.DiscoveryFailed(job, "kubernetes", e.Message);
                await Task.Delay(Pause * 6, time, cancellation);
            }
        }
    }

    private async Task WatchAsync(Action<IReadOnlyList<TargetGroup>> found, CancellationToken cancellation)
    {
        await using var lists = new KubernetesLists(
            model, reflectors, time, () => _news.Writer.TryWrite(true));
        // A list that others watch already was complete before this one listened.
        _news.Writer.TryWrite(true);
        while (true)
        {
            await _news.Reader.ReadAsync(cancellation);
            if (!lists.AreComplete) continue;
            found(_memory.WithGone(KubernetesTargets.Of(model.Role, lists.Objects())));
            await Task.Delay(Pause, time, cancellation);
        }
    }
}
