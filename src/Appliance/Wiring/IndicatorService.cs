using Hotaru.Indicator;
using Hotaru.Model;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Starts the panel once every part can tell its health, and lets the button do what a person means by it.
/// </summary>
internal sealed class IndicatorService(
    IndicatorPanel panel, IndicatorModel model, HealthBoard board, IEnumerable<IHealthSource> parts,
    TimeProvider time) : BackgroundService
{
    /// <summary>
    /// Before the rules start: what the last process said is taken up before anything new comes.
    /// </summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var part in parts) board.Add(part);
        panel.Start();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var button = AcknowledgeButton.Create(model, time);
        if (button is null) return;
        using var pressed = new SemaphoreSlim(0);
        var last = ButtonPress.Short;
        button.Pressed += press =>
        {
            last = press;
            pressed.Release();
        };
        button.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            await pressed.WaitAsync(stoppingToken);
            if (last == ButtonPress.Short) await panel.AcknowledgeAsync(stoppingToken);
            else if (last == ButtonPress.Long) await panel.TestLampAsync(stoppingToken);
        }
    }
}
