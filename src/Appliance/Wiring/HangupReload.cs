using System.Runtime.InteropServices;
using Hotaru.Model;

namespace Hotaru.Appliance.Wiring;

/// <summary>SIGHUP reads the configuration again.</summary>
internal sealed class HangupReload(IReloader reloader) : BackgroundService
{
    private readonly SemaphoreSlim _asked = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _asked.Release();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await _asked.WaitAsync(stoppingToken);
            await reloader.ReloadAsync(stoppingToken);
        }
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }
}
