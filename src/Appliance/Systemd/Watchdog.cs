using System.Globalization;

namespace Hotaru.Appliance.Systemd;

/// <summary>
/// Tells systemd again and again that the process lives, as long as the chain does: every turn asks the gate,
/// and
/// where the gate does not answer in time, or says what hangs, nothing is sent. After WatchdogSec systemd
/// kills the
/// process, the kernel takes the lamp's lines back, and the lamp goes dark.
/// </summary>
/// <param name="socket">Where systemd listens.</param>
/// <param name="interval">WatchdogSec of the unit.</param>
/// <param name="gate">
/// Null while ingest, rules, notifier and store get on with their work, else what hangs. It is about hanging,
/// not
/// about sickness: a full disk makes the parts unwell, and a restart would not mend it.
/// </param>
/// <param name="time">The clock.</param>
internal sealed class Watchdog(
    SystemdSocket socket, TimeSpan interval, Func<CancellationToken, Task<string?>> gate, TimeProvider time)
{
    /// <summary>What hung at the last turn; empty where nothing did.</summary>
    public string Hanging { get; private set; } = "";

    /// <summary>
    /// WatchdogSec as systemd tells it, or null where the unit has none or it is another process's.
    /// </summary>
    public static TimeSpan? IntervalOfEnvironment()
    {
        var process = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        if (process is { Length: > 0 }
            && process != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            return null;
        var text = Environment.GetEnvironmentVariable("WATCHDOG_USEC");
        return long.TryParse(text, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    /// <summary>Runs until the token; pings three times in each interval.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(interval / 3, time);
        do
        {
            await TurnAsync(cancellation).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    internal async Task TurnAsync(CancellationToken cancellation)
    {
        // On a thread of the pool: a gate that blocks must not stop the turns, and a pool that has no thread
        // left
        // is itself a process that hangs.
        var asked = Task.Run(() => gate(cancellation), cancellation);
        var patience = Task.Delay(interval / 3, time, cancellation);
        if (await Task.WhenAny(asked, patience).ConfigureAwait(false) != asked)
        {
            Hanging = "a part does not answer";
            return;
        }

        Hanging = await asked.ConfigureAwait(false) ?? "";
        if (Hanging.Length == 0) socket.TrySend("WATCHDOG=1");
        else socket.TrySend($"STATUS=Hanging: {Hanging}");
    }
}
