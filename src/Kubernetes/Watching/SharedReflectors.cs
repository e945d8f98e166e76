using Microsoft.Extensions.Logging;

namespace Hotaru.Kubernetes;

/// <summary>
/// One reflector for all who ask for the same list of the same server: twenty scrape configs that look for
/// pods make one watch and one copy in memory, not twenty.
/// </summary>
public sealed class SharedReflectors(TimeProvider time, ILogger log, WatchPace? pace = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(object Access, ResourceQuery Query), Shared> _running = [];

    /// <summary>Lists that are watched now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _running.Count;
        }
    }

    /// <param name="access">Equal for equal server and credentials.</param>
    /// <param name="connect">Makes the client where the list is not watched yet.</param>
    public ReflectorLease Lease(object access, ResourceQuery query, Func<KubernetesClient> connect)
    {
        var key = (access, query);
        lock (_lock)
        {
            if (!_running.TryGetValue(key, out var shared))
            {
                var client = connect();
                var reflector = new Reflector(client, query, pace ?? WatchPace.Default, time, log);
                var stopping = new CancellationTokenSource();
                shared = new Shared(client, reflector, stopping, reflector.RunAsync(stopping.Token));
                _running[key] = shared;
            }

            shared.Holders++;
            return new ReflectorLease(shared.Reflector, () => ReleaseAsync(key, shared));
        }
    }

    private async ValueTask ReleaseAsync((object, ResourceQuery) key, Shared shared)
    {
        lock (_lock)
        {
            if (--shared.Holders > 0) return;
            _running.Remove(key);
        }

        await shared.Stopping.CancelAsync();
        await shared.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        shared.Stopping.Dispose();
        shared.Client.Dispose();
    }

    private sealed class Shared(
        KubernetesClient client, Reflector reflector, CancellationTokenSource stopping, Task running)
    {
        public KubernetesClient Client => client;

        public Reflector Reflector => reflector;

        public CancellationTokenSource Stopping => stopping;

        public Task Running => running;

        public int Holders { get; set; }
    }
}
