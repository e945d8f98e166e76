using Hotaru.Appliance.Configuration;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Begins to scrape when the listeners are open, so that the appliance's own targets answer at once.
/// </summary>
internal sealed class ScrapeStart(
    ScrapeService scraper, ApplianceModel model, IHostApplicationLifetime lifetime) : BackgroundService,
        IReloadable
{
    private volatile ApplianceModel _latest = model;

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        _latest = model;
        return scraper.ApplyAsync(model.Prometheus.ScrapeConfigs, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await ApplyAsync(_latest, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A port was in use, or the end came before the beginning.
        }
    }
}
