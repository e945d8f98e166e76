using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>One job: its discovery, its targets, and a loop for each of them.</summary>
internal sealed class ScrapePool : IDisposable
{
    private readonly ScrapeContext _context;
    private readonly ScrapeClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _syncing = new(1, 1);
    private readonly Lock _groupLock = new();
    private readonly SortedDictionary<(int Discoverer, string Source), TargetGroup> _groups = [];
    private readonly Dictionary<ulong, TargetLoop> _loops = [];
    private readonly RecentValues _syncs = new(ScrapeSummaries.Quantiles, kept: 64);
    private Dictionary<ulong, TargetLoop> _former;
    private readonly List<RefreshingDiscoverer> _refreshing = [];
    private readonly Dictionary<string, RecentValues> _refreshes = new(StringComparer.Ordinal);
    private long _failedTargets;
    private long _syncedMs;
    private List<Task> _discovery = [];
    private volatile TargetSet _set = TargetSet.Empty;

    /// <param name="former">
    /// The stopped loops of the job's former configuration; they are taken over or ended.
    /// </param>
    public ScrapePool(ScrapeModel job, ScrapeContext context, IReadOnlyCollection<TargetLoop> former)
    {
        (Job, _context) = (job, context);
        _client = new ScrapeClient(job, context.Time);
        _former = former.ToDictionary(loop => loop.Target.Hash);
    }

    public ScrapeModel Job { get; }

    public TargetSet Set => _set;

    /// <summary>How long it took to bring the loops to what was found.</summary>
    public RecentValues Syncs => _syncs;

    public IReadOnlyList<Target> Active
    {
        get
        {
            lock (_groupLock) return [.. _loops.Values.Select(loop => loop.Target)];
        }
    }

    /// <summary>How many loops there are, and how many of them stand still.</summary>
    public (int Loops, int Hanging) Progress
    {
        get
        {
            lock (_groupLock) return (_loops.Count, _loops.Values.Count(loop => loop.IsHanging));
        }
    }

    /// <summary>Its discoverers that ask again and again; complete once it was started.</summary>
    public IReadOnlyList<RefreshingDiscoverer> Refreshing => _refreshing;

    /// <summary>How many seconds refreshes took, by kind; complete once it was started.</summary>
    public IReadOnlyDictionary<string, RecentValues> Refreshes => _refreshes;

    /// <summary>Targets left out because they cannot be scraped, each time they were found.</summary>
    public long FailedTargets => Interlocked.Read(ref _failedTargets);

    /// <summary>When its targets were brought up to date last, in ms since 1970.</summary>
    public long SyncedMs => Interlocked.Read(ref _syncedMs);

    public async Task StartAsync(DiscovererFactory discoverers)
    {
        var fixedGroups = new List<Task>();
        for (var i = 0; i < Job.Discovery.Count; i++)
        {
            var index = i;
            var discoverer = discoverers.Create(Job.JobName, Job.Discovery[i]);
            if (discoverer is RefreshingDiscoverer refreshing) Add(refreshing);
            var running = discoverer.RunAsync(groups => Take(index, groups), _stopping.Token);
            // What stands in the configuration is there at once; the rest comes when it comes.
            if (Job.Discovery[i] is StaticDiscoveryModel) fixedGroups.Add(running);
            else _discovery.Add(running);
        }

        await Task.WhenAll(fixedGroups);
        await SyncAsync();
    }

    /// <summary>
    /// Stops without ending series; the loops go to the job's next configuration, or are just left.
    /// </summary>
    public async Task<IReadOnlyCollection<TargetLoop>> StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_discovery.Select(Ignored));
        await _syncing.WaitAsync();
        await Task.WhenAll(_loops.Values.Select(loop => loop.StopAsync()));
        return _loops.Values;
    }

    /// <summary>Stops and ends all series: the job is gone.</summary>
    public async Task EndAsync()
    {
        foreach (var loop in await StopAsync()) await loop.EndAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _client.Dispose();
        _stopping.Dispose();
        _syncing.Dispose();
    }

    private void Add(RefreshingDiscoverer discoverer)
    {
        _refreshing.Add(discoverer);
        if (!_refreshes.TryGetValue(discoverer.Kind, out var durations))
        {
            durations = new RecentValues(ScrapeSummaries.RefreshQuantiles, kept: 64);
            _refreshes[discoverer.Kind] = durations;
        }

        discoverer.Durations = durations;
    }

    private void Take(int discoverer, IReadOnlyList<TargetGroup> groups)
    {
        _context.Discovery.Received();
        lock (_groupLock)
        {
            foreach (var group in groups)
            {
                if (group.Targets.Count == 0) _groups.Remove((discoverer, group.Source));
                else _groups[(discoverer, group.Source)] = group;
            }
        }

        if (Job.Discovery[discoverer] is not StaticDiscoveryModel)
            lock (_groupLock) _discovery = [.. _discovery.Where(task => !task.IsCompleted), SyncAsync()];
    }

    private async Task SyncAsync()
    {
        if (!_syncing.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            _context.Discovery.Delayed();
            await _syncing.WaitAsync();
        }

        var start = _context.Time.GetTimestamp();
        try
        {
            if (_stopping.IsCancellationRequested) return;
            TargetGroup[] groups;
            lock (_groupLock) groups = [.. _groups.Values];
            var set = TargetSet.Of(Job, groups);
            foreach (var fault in set.Faults.Take(3)) _context.Log.TargetLeftOut(Job.JobName, fault);
            await EndGoneAsync(set);
            await StartNewAsync(set);
            Limit(set);
            _set = set;
            _syncs.Add(_context.Time.GetElapsedTime(start).TotalSeconds);
            _context.Discovery.Sent();
            Interlocked.Add(ref _failedTargets, set.Faults.Count);
            Interlocked.Exchange(ref _syncedMs, _context.Time.GetUtcNow().ToUnixTimeMilliseconds());
        }
        catch (Exception e)
        {
            _context.Log.DiscoveryFailed(Job.JobName, "its targets", e.Message);
        }
        finally
        {
            _syncing.Release();
        }
    }

    private async Task EndGoneAsync(TargetSet set)
    {
        foreach (var (hash, loop) in _loops.Where(entry => !set.Targets.ContainsKey(entry.Key)).ToList())
        {
            await loop.EndAsync(CancellationToken.None);
            lock (_groupLock) _loops.Remove(hash);
            loop.Dispose();
        }
    }

    private async Task StartNewAsync(TargetSet set)
    {
        foreach (var (hash, target) in set.Targets)
        {
            if (_loops.ContainsKey(hash)) continue;
            IReadOnlyList<CachedSeries> inherited = [];
            if (_former.Remove(hash, out var former)) inherited = await former.StopAsync();
            var loop =
                new TargetLoop(target, new TargetScrape(target, _client, _context, inherited), _context);
            target.Report = former?.Target.Report ?? ScrapeReport.None;
            lock (_groupLock) _loops[hash] = loop;
            loop.Start();
        }

        foreach (var loop in _former.Values) await loop.EndAsync(CancellationToken.None);
        _former = [];
    }

    private void Limit(TargetSet set)
    {
        var limit = Job.Limits.Targets;
        var error = limit > 0 && set.Targets.Count > limit
            ? $"target_limit exceeded (number of targets: {set.Targets.Count}, limit: {limit})"
            : null;
        if (error is not null) _context.Totals.OverTargetLimit();
        foreach (var loop in _loops.Values) loop.ForcedError = error;
    }

    private static async Task Ignored(Task discovery)
    {
        try
        {
            await discovery;
        }
        catch (OperationCanceledException)
        {
        }
    }
}
