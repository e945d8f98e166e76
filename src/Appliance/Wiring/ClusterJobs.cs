using Hotaru.Appliance.Configuration;
using Hotaru.Jobs;
using Hotaru.Kubernetes;
using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// The sources of clusters' jobs that the configuration names. A reload begins them anew: what they see is
/// compared with what is known, so that nothing is told twice.
/// </summary>
internal sealed class ClusterJobs(
    JobBoard board, ISeriesSource series, ApplianceModel model, TimeProvider time, ILoggerFactory logs)
    : IHostedService, IReloadable, IDisposable
{
    private const string Api = "kubernetes";
    private const string Series = "kube-state-metrics";
    private readonly ClusterDeclarations _declarations = new(board);
    private readonly SharedReflectors _reflectors = new(time, logs.CreateLogger<Reflector>());
    private List<BackgroundService> _running = [];
    private HotaruModel _inForce = model.Hotaru;

    public void Dispose() => _declarations.Dispose();

    public Task StartAsync(CancellationToken cancellationToken) =>
        BeginAsync(model.Hotaru, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _running)
        {
            await service.StopAsync(cancellationToken);
            service.Dispose();
        }

        _running = [];
    }

    public async Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        // The same word, where only resources of a cluster have changed.
        if (ReferenceEquals(_inForce, model.Hotaru)) return;
        _inForce = model.Hotaru;
        await StopAsync(cancellation);
        await _declarations.KeepAsync(
            feed => (feed == Api && model.Hotaru.ClusterJobs is not null)
                || (feed.StartsWith(Series, StringComparison.Ordinal)
                    && model.Hotaru.StateMetricsJobs is not null),
            cancellation);
        await BeginAsync(model.Hotaru, cancellation);
    }

    private async Task BeginAsync(HotaruModel hotaru, CancellationToken cancellation)
    {
        if (hotaru.ClusterJobs is { } cluster) _running.Add(OfApi(cluster));
        if (hotaru.StateMetricsJobs is { } metrics) _running.Add(OfSeries(metrics));
        foreach (var service in _running) await service.StartAsync(cancellation);
    }

    private ClusterJobService OfApi(ClusterJobsModel cluster)
    {
        var feed = new WorkloadFeed(Api, "kubernetes", board, _declarations, cluster.Options);
        return new ClusterJobService(
            feed,
            query => _reflectors.Lease((cluster.Server, cluster.Http), query,
                () => KubernetesConnection.Client(cluster.Server, cluster.Http, time)),
            cluster.Options.Spaces, time, logs.CreateLogger<ClusterJobService>());
    }

    private StateMetricsJobService OfSeries(StateMetricsJobsModel metrics) => new(
        series, metrics.ClusterLabel,
        cluster => new WorkloadFeed(
            cluster.Length == 0 ? Series : $"{Series}/{cluster}", "series", board, _declarations,
            metrics.Options),
        time, logs.CreateLogger<StateMetricsJobService>());
}
