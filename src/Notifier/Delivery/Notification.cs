using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>What one integration of a receiver is to be told about a group.</summary>
/// <param name="Id">
/// Stays the same over attempts and restarts; services that can do so drop a second one.
/// </param>
/// <param name="Alerts">In the order in which templates see them.</param>
/// <param name="Resolved">Fingerprints of the resolved alerts of the flush, sent or not.</param>
/// <param name="At">The flush.</param>
/// <param name="Reason">Why it is told now, in Alertmanager's words.</param>
/// <param name="IsTest">Made by a person to try the receiver; titles begin with [TEST].</param>
public sealed record Notification(
    string Id, string Receiver, string GroupKey, Labels GroupLabels, Labels RouteLabels,
    IReadOnlyList<NotifiedAlert> Alerts, IReadOnlyList<ulong> Resolved, DateTimeOffset At,
    bool IsTest = false, string Reason = "unknown")
{
    public bool IsFiring => Alerts.Any(a => a.IsFiring);

    public string Status => IsFiring ? "firing" : "resolved";
}
