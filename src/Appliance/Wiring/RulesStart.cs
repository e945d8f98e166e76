using Hotaru.Appliance.Configuration;
using Hotaru.Rules;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Applies the rules before anything is scraped, so that alerts from before a restart go on at once.
/// </summary>
internal sealed class RulesStart(RuleEngine engine, ApplianceModel model) : BackgroundService, IReloadable
{
    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation) =>
        engine.ApplyAsync(model.Rules, cancellation);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(model, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(stoppingToken);
}
