namespace Hotaru.Model;

/// <summary>How one part of the appliance is; the reason is empty while it is well.</summary>
/// <param name="Part">A stable lower-case name: storage, scraper, rules, notifier, indicator.</param>
/// <param name="Since">When it came into this state.</param>
/// <param name="IsOutside">
/// The trouble lies beyond this machine, such as a mail server that is away: it is told, but the monitor
/// itself is neither blind nor dumb, so the lamp shows no fault.
/// </param>
public sealed record PartHealth(
    string Part, bool IsHealthy, string Reason, DateTimeOffset Since, bool IsOutside = false);
