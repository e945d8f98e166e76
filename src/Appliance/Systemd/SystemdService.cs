using Hotaru.Indicator;

namespace Hotaru.Appliance.Systemd;

/// <summary>
/// Type=notify: ready when the host has started (the store is open, the listeners answer), stopping when it
/// stops,
/// the lamp's state as the unit's status, and the watchdog. Does nothing where systemd did not start the
/// process.
/// </summary>
internal sealed class SystemdService(
    IHostApplicationLifetime lifetime, IndicatorPanel panel, WatchdogGate gate, TimeProvider time)
    : BackgroundService
{
    private readonly SystemdSocket? _socket = SystemdSocket.OfEnvironment();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_socket is null) return;
        using var stopping = lifetime.ApplicationStopping.Register(() => _socket.TrySend("STOPPING=1"));
        await StartedAsync(stoppingToken);
        _socket.TrySend("READY=1", Status(panel.View));
        panel.Changed += Tell;
        try
        {
            if (Watchdog.IntervalOfEnvironment() is { } interval)
                await new Watchdog(_socket, interval, gate.AskAsync, time).RunAsync(stoppingToken);
            else await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the service, as wanted.
        }
        finally
        {
            panel.Changed -= Tell;
        }
    }

    private static string Status(IndicatorView view) =>
        $"STATUS=Lamp: {IndicatorWords.Of(view.State)}, {view.Alerts.Count} alerts"
        + (view.Reason.Length > 0 ? $" ({view.Reason})" : "");

    private void Tell(IndicatorView view) => _socket?.TrySend(Status(view));

    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var on = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellation);
    }
}
