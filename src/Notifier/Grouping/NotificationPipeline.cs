using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// What happens to a group's alerts at a flush: inhibited, out of hours and silenced ones are left out, then
/// each integration of the receiver is told if it has not been. Any thread; keeps no state of its own.
/// </summary>
internal sealed class NotificationPipeline(
    Inhibitor inhibitor, IntervalBook intervals, SilenceBook silences, NotificationLog log,
    NotifierJournal journal,
    IReadOnlyDictionary<string, IReadOnlyList<Integration>> receivers)
{
    public IntervalBook Intervals => intervals;

    /// <param name="batch">What else is to be stored with the notifications.</param>
    public void Notify(
        AlertGroup group, IReadOnlyList<AlertEntry> alerts, DateTimeOffset now, StoreBatch batch)
    {
        var left = Unmuted(group, alerts, now);
        List<(DeliveryQueue, QueuedNotification)> added = [];
        if (left.Count > 0)
        {
            foreach (var integration in receivers[group.Route.Receiver])
            {
                if (Queue(integration, group, left, now, batch) is { } entry) added.Add(
                    (integration.Queue, entry));
            }
        }

        if (batch.Changes.Count == 0) return;
        var stored = journal.WriteAsync(batch, added.Count > 0 ? Durability.Synced : Durability.Journaled);
        if (stored.IsCompleted) Release(added);
        else _ = ReleaseAsync(stored, added);
    }

    /// <summary>Whether a receiver of the group believes that an alert fires.</summary>
    public bool IsBelieved(AlertGroup group, ulong fingerprint) =>
        receivers[group.Route.Receiver].Any(i => log.Believes(KeyOf(group, i), fingerprint));

    /// <summary>Whether something about the group still waits in a queue.</summary>
    public bool IsUnderway(AlertGroup group) =>
        receivers[group.Route.Receiver].Any(i => i.Queue.Length > 0 && log.IsUnderway(KeyOf(group, i)));

    private static string KeyOf(AlertGroup group, Integration integration) =>
        NotificationLog.KeyOf(group.Key, integration.Key);

    private static void Release(List<(DeliveryQueue Queue, QueuedNotification Entry)> added)
    {
        foreach (var (queue, entry) in added) queue.Release(entry);
    }

    private static async Task ReleaseAsync(Task stored, List<(DeliveryQueue, QueuedNotification)> added)
    {
        await stored.ConfigureAwait(false);
        Release(added);
    }

    private List<AlertEntry> Unmuted(AlertGroup group, IReadOnlyList<AlertEntry> alerts, DateTimeOffset now)
    {
        if (intervals.MutedBy(group.Route, now).Count > 0) return [];
        return [.. alerts.Where(a =>
            inhibitor.MutedBy(a.Labels, now) is null && silences.MutedBy(a.Labels).Count == 0)];
    }

    private QueuedNotification? Queue(
        Integration integration, AlertGroup group, List<AlertEntry> alerts, DateTimeOffset now,
        StoreBatch batch)
    {
        HashSet<ulong> firing = [], resolved = [];
        foreach (var alert in alerts) (alert.IsResolvedAt(now) ? resolved : firing).Add(alert.Fingerprint);
        var key = KeyOf(group, integration);
        var reason = log.ReasonToTell(
            key, firing, resolved, integration.SendResolved, group.Route.RepeatInterval, now);
        if (reason == NoticeReason.None) return null;
        if (firing.Count == 0 && !integration.SendResolved)
        {
            log.Noted(key, new LogEntry(now, firing, resolved), batch);
            return null;
        }

        var told = alerts
            .Where(a => integration.SendResolved || firing.Contains(a.Fingerprint))
            .Select(a => new NotifiedAlert(a, firing.Contains(a.Fingerprint)));
        return integration.Queue.Add(
            new Notification(
                Guid.NewGuid().ToString("N"), group.Route.Receiver, group.Key, group.Labels,
                group.Route.Labels,
                [.. told], [.. resolved], now, Reason: reason.Word()),
            batch);
    }
}
