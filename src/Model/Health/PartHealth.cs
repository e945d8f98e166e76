namespace Hotaru.Model;

/// <summary>How one part of the appliance is; the reason is empty while it is well.</summary>
/// <param name="Part">A stable lower-case name: storage, scraper, rules, notifier, indicator.</param>
/// <param name="Since">When it came into this state.</param>
public sealed record PartHealth(string Part, bool IsHealthy, string Reason, DateTimeOffset Since);
