using System.Threading.Channels;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Systemd;
using Hotaru.Indicator;
using Hotaru.Model;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Starts the panel once every part can tell its health, lets the button do what a person means by it, and
/// takes other lines at a reload.
/// </summary>
internal sealed partial class IndicatorService(
    IndicatorPanel panel, IndicatorModel model, HealthBoard board, IEnumerable<IHealthSource> parts,
    ClaimWindow claim, ClaimRequest request, TimeProvider time, ILogger<IndicatorService> log)
    : BackgroundService, IReloadable
{
    private const int MostPresses = 8;

    /// <summary>Presses that come while one is being answered wait; more than these mean nothing.</summary>
    private readonly Channel<ButtonPress> _presses = Channel.CreateBounded<ButtonPress>(
        new BoundedChannelOptions(MostPresses) { FullMode = BoundedChannelFullMode.DropWrite });

    private IndicatorModel _model = model;
    private AcknowledgeButton? _button;

    /// <summary>
    /// Before the rules start: what the last process said is taken up before anything new comes.
    /// </summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var part in parts) board.Add(part);
        panel.Start();
        Watch(isStart: true);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>After everything that was started behind it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        panel.Stop();
    }

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        var next = model.Hotaru.Indicator;
        if (next.IsSameAs(_model)) return Task.CompletedTask;
        _model = next;
        Interlocked.Exchange(ref _button, null)?.Dispose();
        panel.Apply(next, () => IndicatorOutputs.Create(next, Console.Out));
        Watch(isStart: false);
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        // A container that knows it under several names disposes it under each.
        Interlocked.Exchange(ref _button, null)?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var press in _presses.Reader.ReadAllAsync(stoppingToken))
            {
                if (press == ButtonPress.Short) await panel.AcknowledgeAsync(stoppingToken);
                else if (press == ButtonPress.Long) await panel.TestLampAsync(stoppingToken);
                else if (press == ButtonPress.HeldAtStart) OpenClaim();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the process, as wanted.
        }
    }

    private void OpenClaim()
    {
        if (request.IsTaken)
        {
            claim.Open();
            LogOpen(log, (int)ClaimWindow.Length.TotalMinutes);
        }
        else
        {
            LogNobody(log);
        }
    }

    private void Watch(bool isStart)
    {
        _button = AcknowledgeButton.Create(_model, time, isStart);
        if (_button is null) return;
        _button.Pressed += press => _presses.Writer.TryWrite(press);
        _button.Start();
    }
}
