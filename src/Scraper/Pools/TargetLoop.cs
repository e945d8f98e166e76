using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Scrapes one target again and again, until it is stopped.</summary>
internal sealed class TargetLoop : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TargetScrape _scrape;
    private readonly ScrapeContext _context;
    private readonly ScrapeClock _clock;
    private readonly LoopPulse _pulse;
    private Task _running = Task.CompletedTask;
    private long? _lastStart;

    public TargetLoop(Target target, TargetScrape scrape, ScrapeContext context)
    {
        (Target, _scrape, _context) = (target, scrape, context);
        _clock = new ScrapeClock(context.Time, target.Interval);
        _pulse = new LoopPulse(context.Time, LoopPulse.UsualGrace);
    }

    public Target Target { get; }

    /// <summary>
    /// Whether it should have scraped long ago; a target that does not answer is no reason.
    /// </summary>
    public bool IsHanging => _pulse.Overdue is not null;

    public string? ForcedError
    {
        set => _scrape.ForcedError = value;
    }

    public void Start() => _running = RunAsync(_stopping.Token);

    /// <summary>Waits for the scrape that is going on, and gives the series that were alive.</summary>
    public async Task<IReadOnlyList<CachedSeries>> StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        return _scrape.Alive();
    }

    /// <summary>Stops, and ends the target's series.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await StopAsync();
        await _scrape.EndAsync(_context.Time.GetUtcNow().ToUnixTimeMilliseconds(), cancellation);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await WaitAsync(_clock.Start(Target.Hash), cancellation);
            while (true)
            {
                await ScrapeAsync(cancellation);
                await WaitAsync(_clock.Next(), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        finally
        {
            _pulse.Rest();
        }
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellation)
    {
        _pulse.Beat(wait + Target.Timeout);
        return Task.Delay(wait, _context.Time, cancellation);
    }

    private async Task ScrapeAsync(CancellationToken cancellation)
    {
        var start = _context.Time.GetTimestamp();
        if (_lastStart is { } last)
            _context.Summaries.Between(Target.Interval, _context.Time.GetElapsedTime(last, start));
        _lastStart = start;
        try
        {
            await _scrape.ScrapeAsync(_clock.Timestamp(), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _context.Log.LoopFailed(e, Target.Url, e.Message);
        }
    }
}
