using Hotaru.Exposition;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// One target's scrapes, one after the other: fetch, append, report, and markers for what has ended.
/// </summary>
internal sealed class TargetScrape
{
    private readonly Target _target;
    private readonly ScrapeClient _client;
    private readonly ScrapeContext _context;
    private readonly SeriesCache _cache = new();
    private readonly PageAppender _appender;
    private readonly ReportSeries _report;
    private IReadOnlyList<CachedSeries> _inherited;
    private bool? _isUp;

    /// <param name="inherited">Series that were alive under the target's former configuration.</param>
    public TargetScrape(
        Target target, ScrapeClient client, ScrapeContext context, IReadOnlyList<CachedSeries> inherited)
    {
        (_target, _client, _context, _inherited) = (target, client, context, inherited);
        var families = new FamilyCache();
        target.MetadataSource = families;
        _appender = new PageAppender(target, _cache, families);
        _report = new ReportSeries(target);
    }

    /// <summary>Set where the job may not be scraped at all; every scrape fails with it.</summary>
    public string? ForcedError { get; set; }

    public async Task ScrapeAsync(long timestampMs, CancellationToken cancellation)
    {
        var start = _context.Time.GetTimestamp();
        var at = _context.Time.GetUtcNow();
        var tally = new ScrapeTally();
        var ended = new EndedNames();
        string? error = null;
        ISampleBatch? batch = null;
        try
        {
            if (ForcedError is not null) throw new ScrapeException(ForcedError);
            using var page = await _client.FetchAsync(_target, cancellation);
            batch = _context.Samples.Begin();
            tally.BodyBytes = page.Body.Length;
            _cache.BeginScrape();
            _appender.Append(batch, page, timestampMs, ref tally);
        }
        catch (Exception e) when (e is ScrapeException or ExpositionException)
        {
            error = e.Message;
        }

        if (error is not null)
        {
            // What was read so far is no sound picture: nothing of it is kept.
            batch?.Dispose();
            batch = null;
        }

        using var whole = batch ?? _context.Samples.Begin();
        EndVanished(whole, timestampMs, error is null, ended);
        var duration = _context.Time.GetElapsedTime(start);
        _report.Append(whole, timestampMs, error is null, duration, tally);
        await CommitAsync(whole, cancellation);
        _target.Report = new ScrapeReport(
            error is null ? TargetHealth.Up : TargetHealth.Down, error ?? "", at, duration);
        _context.Totals.Count(tally, error);
        if (error is not null && _target.Job.FailureLogFile.Length > 0) KeepFailure(at, error);
        Tell(error, ended, tally);
    }

    private void KeepFailure(DateTimeOffset at, string error)
    {
        try
        {
            FailureLog.Write(_target.Job.FailureLogFile, at, _target, error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _context.Log.CannotKeepFailure(_target.Job.FailureLogFile, e.Message);
        }
    }

    /// <summary>Ends all series of the target: it is gone.</summary>
    public async Task EndAsync(long timestampMs, CancellationToken cancellation)
    {
        using var batch = _context.Samples.Begin();
        var ended = new EndedNames();
        foreach (var series in _cache.Alive()) End(batch, series, timestampMs, ended);
        _report.AppendEnd(batch, timestampMs);
        await CommitAsync(batch, cancellation);
        _context.Arrivals.Arrived(ended.With(ReportSeries.Up));
    }

    /// <summary>For the loop that follows this one.</summary>
    public IReadOnlyList<CachedSeries> Alive() => [.. _cache.Alive(), .. _inherited];

    private void EndVanished(ISampleBatch batch, long timestampMs, bool isGood, EndedNames ended)
    {
        void Append(CachedSeries series) => End(batch, series, timestampMs, ended);

        if (isGood) _cache.EndGoodScrape(Append);
        else _cache.EndBadScrape(Append);
        if (_inherited.Count == 0) return;
        var alive = _cache.Alive().Select(s => s.Labels!).ToHashSet();
        foreach (var series in _inherited)
        {
            if (!alive.Contains(series.Labels!)) Append(series);
        }

        _inherited = [];
    }

    private static void End(ISampleBatch batch, CachedSeries series, long timestampMs, EndedNames ended)
    {
        if (series.Labels is not { } labels) return;
        batch.Append(ref series.Reference, labels, timestampMs, StaleMarker.Value);
        ended.Add(labels.MetricName);
    }

    private async Task CommitAsync(ISampleBatch batch, CancellationToken cancellation)
    {
        try
        {
            await batch.CommitAsync(Durability.Journaled, also: null, cancellation);
        }
        catch (StoreException e)
        {
            _context.Log.CannotStore(_target.Url, e.Message);
        }
    }

    private void Tell(string? error, EndedNames ended, in ScrapeTally tally)
    {
        var isUp = error is null;
        if (_isUp != isUp)
        {
            // The rules that look at up need not wait for their turn.
            _context.Arrivals.Arrived(ended.With(ReportSeries.Up));
            if (!isUp) _context.Log.WentDown(_target.Url, _target.Job.JobName, error!);
            else if (_isUp is false) _context.Log.CameBack(_target.Url, _target.Job.JobName);
            _isUp = isUp;
        }

        var late = _context.IsOwnGateway(_target.Url) ? 0 : tally.OutOfOrder + tally.Duplicate;
        if (late + tally.OutOfBounds + tally.TooManySeries > 0)
        {
            _context.Log.SamplesRefused(
                _target.Url, tally.OutOfOrder, tally.Duplicate, tally.OutOfBounds, tally.TooManySeries);
        }
    }
}
