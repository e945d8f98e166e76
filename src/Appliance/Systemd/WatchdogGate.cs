using Hotaru.Indicator;
using Hotaru.Model;

namespace Hotaru.Appliance.Systemd;

/// <summary>
/// What the watchdog asks: that every part tells its health at all (a part that hangs with its lock held does
/// not), and that the loops of ingest, rules, notifier and store turn. A loop with nothing to do does not
/// hang, and a part that fails does not either.
/// </summary>
internal sealed class WatchdogGate(HealthBoard board, IEnumerable<IProgressSource> chain)
{
    private readonly IReadOnlyList<IProgressSource> _chain = [.. chain];

    /// <summary>Null while the chain gets on, else what hangs and since when.</summary>
    public Task<string?> AskAsync(CancellationToken cancellation)
    {
        _ = board.Parts.Count;
        return Task.FromResult(_chain.Select(part => part.Hanging).FirstOrDefault(text => text is not null));
    }
}
