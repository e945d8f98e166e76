using System.Collections.Concurrent;
using Hotaru.Indicator;

namespace Hotaru.Appliance.Systemd;

/// <summary>
/// What the watchdog asks: that every part tells its health at all (a part that hangs with its lock held does
/// not),
/// and each check that a part adds for the progress of its own loop.
/// </summary>
internal sealed class WatchdogGate(HealthBoard board)
{
    private readonly ConcurrentQueue<Func<string?>> _checks = new();

    /// <summary>Adds a check: null while the loop gets on, else what hangs and since when.</summary>
    public void Add(Func<string?> check) => _checks.Enqueue(check);

    public Task<string?> AskAsync(CancellationToken cancellation)
    {
        _ = board.Parts.Count;
        foreach (var check in _checks)
        {
            if (check() is { Length: > 0 } hanging) return Task.FromResult<string?>(hanging);
        }

        return Task.FromResult<string?>(null);
    }
}
