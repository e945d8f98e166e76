using System.Threading.Channels;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Kubernetes;
using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring.Operator;

/// <summary>
/// Keeps the operator's resources of a cluster in force: reads and watches them, and hands what changed to
/// the reloader, at most every second. An API server that is away changes nothing, also over a restart.
/// </summary>
internal sealed partial class OperatorWatch(
    Func<Reloader> reloader, IStore store, ApplianceModel model, IHostApplicationLifetime lifetime,
    TimeProvider time, ILoggerFactory logs) : BackgroundService, IReloadable, IHealthSource
{
    /// <summary>Whoever applies many resources does so within a moment.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SharedReflectors _reflectors = new(time, logs.CreateLogger<Reflector>());
    private readonly OperatorArchive _archive = new(store);
    private readonly ILogger _log = logs.CreateLogger<OperatorWatch>();

    /// <summary>One word is enough, however much has changed.</summary>
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile OperatorWatchModel? _wanted = model.Hotaru.Operator.Watch;
    private OperatorWatchModel? _watched;
    private ClusterCopy? _copy;
    private IReadOnlyList<ClusterResource> _stored = model.Cluster;
    private IReadOnlyList<Problem> _skipped = [];

    /// <summary>Resources that are no use lie with whoever wrote them: no fault of this machine.</summary>
    public PartHealth Health { get; private set; } = new("operator", true, "", time.GetUtcNow(), true);

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        _wanted = model.Hotaru.Operator.Watch;
        _changes.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            while (true)
            {
                await TurnAsync(stoppingToken);
                await _changes.Reader.ReadAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
                _changes.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the process, as wanted.
        }
        finally
        {
            if (_copy is not null) await _copy.DisposeAsync();
        }
    }

    private async Task TurnAsync(CancellationToken cancellation)
    {
        try
        {
            await SwitchAsync();
            if (_copy is not null) await FollowAsync(_copy, _watched!, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A disk that is full, a room that refused: with the next change it is tried again.
            LogFailed(_log, e.Message);
        }
    }

    /// <summary>Another cluster, or none, after a reload.</summary>
    private async Task SwitchAsync()
    {
        var wanted = _wanted;
        if (wanted is null ? _watched is null : wanted.IsSameAs(_watched)) return;
        if (_copy is not null) await _copy.DisposeAsync();
        (_watched, _copy) = (wanted, null);
        if (wanted is null) return;
        _copy = new ClusterCopy(
            query => _reflectors.Lease((wanted.Server, wanted.Http), query,
                () => KubernetesConnection.Client(wanted.Server, wanted.Http, time)),
            _stored, () => _changes.Writer.TryWrite(true), time);
    }

    private async Task FollowAsync(
        ClusterCopy copy, OperatorWatchModel watched, CancellationToken cancellation)
    {
        IReadOnlySet<ClusterWant> referred = new HashSet<ClusterWant>();
        await copy.FollowAsync(ClusterQueries.Of(watched.Spaces, WantsOf(_stored)));
        while (true)
        {
            await copy.SettleAsync(cancellation);
            var resources = copy.Resources();
            var joined = await reloader().TakeAsync(
                resources, wanted => wanted.IsSubsetOf(referred), cancellation);
            referred = joined.Wanted;
            // What is referred to is read before anything that needs it is put in force.
            if (await copy.FollowAsync(ClusterQueries.Of(watched.Spaces, referred))) continue;
            if (joined.Model is null)
                throw new InvalidOperationException("BUG: files that are in force have problems");
            if (!ReferenceEquals(reloader().Current, joined.Model)) continue;
            Tell(joined.Skipped, resources.Count);
            await _archive.WriteAsync(_stored, resources, cancellation);
            _stored = resources;
            return;
        }
    }

    private static IEnumerable<ClusterWant> WantsOf(IEnumerable<ClusterResource> known) => known
        .Where(resource => resource.Kind is "Secret" or "ConfigMap" or "Namespace")
        .Select(resource => new ClusterWant(resource.Kind, resource.Space, resource.Name));

    private void Tell(IReadOnlyList<Problem> skipped, int count)
    {
        LogTaken(_log, count, skipped.Count);
        if (_skipped.SequenceEqual(skipped)) return;
        _skipped = skipped;
        foreach (var problem in skipped) LogSkipped(_log, problem.ToString());
        var reason = skipped.Count == 0 ? ""
            : $"resources of the cluster are left out: {string.Join(" ", skipped.Take(5))}";
        Health = new PartHealth("operator", skipped.Count == 0, reason, time.GetUtcNow(), IsOutside: true);
    }
}
