using System.Security.Cryptography;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// All scraping. <see cref="ApplyAsync"/> takes a configuration at the start and on every reload: jobs that
/// did not change run on, series of what is gone get stale markers.
/// </summary>
public sealed class ScrapeService : IProgressSource, IAsyncDisposable
{
    private readonly ScrapeContext _context;
    private readonly DiscovererFactory _discoverers;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private int _isDisposed;
    private volatile IReadOnlyList<ScrapePool> _pools = [];

    /// <param name="isOwnGateway">
    /// Whether an address is that of the own gateway, whose samples are stored when they are pushed: that a
    /// scrape of it comes too late for some of them is no news.
    /// </param>
    public ScrapeService(
        ISampleSink samples, IArrivalSink arrivals, TargetGroupReader readYaml, TimeProvider time,
        ILogger<ScrapeService> log, Func<Uri, bool>? isOwnGateway = null)
    {
        _context = new ScrapeContext(samples, arrivals, time, log)
        {
            IsOwnGateway = isOwnGateway ?? (static _ => false),
        };
        _discoverers = new DiscovererFactory(readYaml, time, log, _context.Discovery);
    }

    /// <summary>The names of the jobs, in the order of the configuration.</summary>
    public IReadOnlyList<string> Jobs => [.. _pools.Select(pool => pool.Job.JobName)];

    /// <summary>The targets that are scraped, by job and address.</summary>
    public IReadOnlyList<Target> ActiveTargets =>
    [
        .. _pools.SelectMany(pool => pool.Active)
            .OrderBy(target => target.Job.JobName, StringComparer.Ordinal)
            .ThenBy(target => target.Url.AbsoluteUri, StringComparer.Ordinal),
    ];

    /// <summary>prometheus_target_* and its like.</summary>
    public IEnumerable<MetricFamily> Metrics =>
        _context.Totals.Families().Concat(_context.Summaries.Families())
            .Concat(_context.Discovery.Families()).Concat(ScrapeFamilies.Of(_pools));

    /// <summary>The scrape configs in force.</summary>
    public IReadOnlyList<ScrapeModel> Models => [.. _pools.Select(pool => pool.Job)];

    /// <summary>What relabeling dropped, by job, and how many there were.</summary>
    public IReadOnlyList<DroppedTargets> DroppedTargets =>
        [.. _pools.Select(
            pool => new DroppedTargets(pool.Job.JobName, pool.Set.Dropped, pool.Set.DroppedCount))];

    /// <summary>
    /// All loops at once: one alone has a cause of its own, which a restart would meet again.
    /// </summary>
    public string? Hanging
    {
        get
        {
            var progress = _pools.Select(pool => pool.Progress).ToList();
            var hanging = progress.Sum(pool => pool.Hanging);
            return hanging > 0 && hanging == progress.Sum(pool => pool.Loops)
                ? $"scraper: none of its {hanging} targets is scraped any more"
                : null;
        }
    }

    public async Task ApplyAsync(IReadOnlyList<ScrapeModel> jobs, CancellationToken cancellation)
    {
        await _applying.WaitAsync(cancellation);
        try
        {
            var old = _pools.ToDictionary(pool => pool.Job.JobName, StringComparer.Ordinal);
            var pools = new List<ScrapePool>();
            var failed = 0;
            foreach (var job in jobs)
            {
                old.Remove(job.JobName, out var former);
                if (former?.Job.Fingerprint == job.Fingerprint) pools.Add(former);
                else if (await TryStartAsync(job, former) is { } started) pools.Add(started);
                else failed += job.Discovery.Count;
            }

            _pools = pools;
            _context.Discovery.FailedConfigs = failed;
            foreach (var gone in old.Values)
            {
                await gone.EndAsync();
                gone.Dispose();
            }
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Stops all loops. Series are not ended: the appliance will be back.</summary>
    public async ValueTask DisposeAsync()
    {
        // A container that knows it under several names disposes it under each.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        await _applying.WaitAsync();
        await Task.WhenAll(_pools.Select(pool => pool.StopAsync()));
        foreach (var pool in _pools) pool.Dispose();
        _pools = [];
        _applying.Dispose();
    }

    /// <summary>A job whose certificates cannot be read is left out; the others are scraped.</summary>
    private async Task<ScrapePool?> TryStartAsync(ScrapeModel job, ScrapePool? former)
    {
        try
        {
            var pool = await StartAsync(job, former);
            _context.Totals.Started(former is not null, wasGood: true);
            return pool;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _context.Totals.Started(former is not null, wasGood: false);
            _context.Log.JobLeftOut(job.JobName, e.Message);
            return null;
        }
    }

    private async Task<ScrapePool> StartAsync(ScrapeModel job, ScrapePool? former)
    {
        IReadOnlyCollection<TargetLoop> loops = [];
        if (former is not null) loops = await former.StopAsync();
        var pool = new ScrapePool(job, _context, loops);
        await pool.StartAsync(_discoverers);
        former?.Dispose();
        return pool;
    }
}
