using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// Sorts alerts into the groups of the routes that take them and flushes each group at its times. Any thread;
/// the flushes run on timer threads. One dispatcher belongs to one configuration.
/// </summary>
internal sealed partial class Dispatcher : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(RouteModel, Labels), AlertGroup> _groups = [];
    private readonly Dictionary<string, GroupTiming> _restored;
    private readonly RouteModel _root;
    private readonly AlertBook _alerts;
    private readonly NotificationPipeline _pipeline;
    private readonly NotifierJournal _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _isStopped;

    public Dispatcher(
        RouteModel root, AlertBook alerts, NotificationPipeline pipeline, NotifierJournal journal,
        TimeProvider time, ILogger logger, IEnumerable<GroupTiming> restored)
    {
        (_root, _alerts, _pipeline, _journal, _time) = (root, alerts, pipeline, journal, time);
        _logger = logger;
        _restored = restored.ToDictionary(t => t.StateKey);
    }

    /// <summary>Takes alerts as they stand in the alert book.</summary>
    public void Insert(IReadOnlyList<AlertEntry> alerts)
    {
        List<AlertGroup> touched = [];
        var batch = new StoreBatch();
        lock (_lock)
        {
            if (_isStopped) return;
            foreach (var alert in alerts)
            {
                foreach (var route in _root.Match(alert.Labels)) Insert_NeedsLock(
                    route, alert, touched, batch);
            }
        }

        _journal.Write(batch);
        foreach (var group in touched) Arm(group);
    }

    /// <summary>
    /// Fills the groups after a start or a reload. A resolved alert comes back only where a receiver still
    /// believes that it fires.
    /// </summary>
    public void Restore(IReadOnlyList<AlertEntry> alerts)
    {
        var now = _time.GetUtcNow();
        List<AlertGroup> touched = [];
        var batch = new StoreBatch();
        lock (_lock)
        {
            foreach (var alert in alerts)
            {
                foreach (var route in _root.Match(alert.Labels))
                {
                    if (alert.IsResolvedAt(now) && !IsBelieved(route, alert)) continue;
                    Insert_NeedsLock(route, alert, touched, batch);
                }
            }
        }

        _journal.Write(batch);
        foreach (var group in touched) Arm(group);
    }

    /// <summary>
    /// A notification was refused or dropped: what it said about resolved alerts is said again.
    /// </summary>
    public void TakeBack(Notification notification)
    {
        lock (_lock)
        {
            foreach (var group in _groups.Values)
            {
                if (group.Key != notification.GroupKey) continue;
                foreach (var fingerprint in notification.Resolved)
                {
                    if (_alerts.Find(fingerprint) is not null) group.Members.Add(fingerprint);
                }
            }
        }
    }

    /// <summary>The fingerprints in any group.</summary>
    public HashSet<ulong> Held()
    {
        lock (_lock) return [.. _groups.Values.SelectMany(g => g.Members)];
    }

    public HashSet<string> Keys()
    {
        lock (_lock) return [.. _groups.Values.Select(g => g.Key)];
    }

    public IReadOnlyList<GroupTiming> Timings()
    {
        lock (_lock) return [.. _groups.Values.Select(Timing)];
    }

    /// <summary>
    /// The groups in the order in which the API lists them; alerts are looked up by the caller's filter.
    /// </summary>
    public IReadOnlyList<GroupView> List()
    {
        var now = _time.GetUtcNow();
        List<(AlertGroup Group, ulong[] Members)> groups;
        lock (_lock) groups = [.. _groups.Values.Select(g => (g, g.Members.ToArray()))];
        var views = groups.Select(g => new GroupView(
            g.Group.Labels, g.Group.Route.Receiver, g.Group.Key, Sorted(g.Members),
            _pipeline.Intervals.MutedBy(g.Group.Route, now)));
        return [.. views.Order(Comparer<GroupView>.Create(CompareViews))];
    }

    /// <summary>Removes groups that have had nothing in them since the last call.</summary>
    public void Sweep()
    {
        var batch = new StoreBatch();
        lock (_lock)
        {
            foreach (var (key, group) in _groups)
            {
                if (group.Members.Count > 0 || _pipeline.IsUnderway(group)) continue;
                group.IsGone = true;
                group.Timer?.Dispose();
                _groups.Remove(key);
                batch.Delete(GroupTiming.Table, NotifierJournal.Key(group.StateKey));
            }
        }

        _journal.Write(batch);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            foreach (var group in _groups.Values) group.Timer?.Dispose();
        }
    }

    private static GroupTiming Timing(AlertGroup group) =>
        new(group.StateKey, group.HasFlushed, group.NextFlush);

    private static int CompareViews(GroupView a, GroupView b)
    {
        var byLabels = AlertOrder.CompareSets(a.Labels, b.Labels);
        return byLabels != 0 ? byLabels : Labels.CompareText(a.Receiver, b.Receiver);
    }

    private bool IsBelieved(RouteModel route, AlertEntry alert) =>
        _pipeline.IsBelieved(new AlertGroup(route, route.GroupOf(alert.Labels)), alert.Fingerprint);

    private void Insert_NeedsLock(
        RouteModel route, AlertEntry alert, List<AlertGroup> touched, StoreBatch batch)
    {
        var labels = route.GroupOf(alert.Labels);
        var now = _time.GetUtcNow();
        if (!_groups.TryGetValue((route, labels), out var group))
        {
            _groups[(route, labels)] = group =
                new AlertGroup(route, labels) { NextFlush = now + route.GroupWait };
            if (_restored.Remove(group.StateKey, out var timing))
                (group.HasFlushed, group.NextFlush) =
                    (timing.HasFlushed, Earlier(timing.NextFlush, now, route));
            else batch.Put(GroupTiming.Table, NotifierJournal.Key(group.StateKey), Timing(group).Write());
            touched.Add(group);
        }

        group.Members.Add(alert.Fingerprint);
        // An alert that is older than group_wait has waited enough.
        if (group.HasFlushed || alert.StartsAt + route.GroupWait >= now || group.NextFlush <= now) return;
        group.NextFlush = now;
        if (!touched.Contains(group)) touched.Add(group);
    }

    /// <summary>A stored time is kept to, but a clock that was set back does not put a flush off.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset stored, DateTimeOffset now, RouteModel route)
    {
        var latest = now + (route.GroupInterval > route.GroupWait ? route.GroupInterval : route.GroupWait);
        return stored < latest ? stored : latest;
    }

    /// <summary>Sets the timer; outside of the lock, because a timer that is due fires at once.</summary>
    private void Arm(AlertGroup group)
    {
        ITimer timer;
        TimeSpan due;
        lock (_lock)
        {
            if (_isStopped || group.IsGone) return;
            due = group.NextFlush - _time.GetUtcNow();
            if (due < TimeSpan.Zero) due = TimeSpan.Zero;
            group.Timer ??= _time.CreateTimer(
                _ => TryFlush(group), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer = group.Timer;
        }

        timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void TryFlush(AlertGroup group)
    {
        try
        {
            Flush(group);
        }
        catch (Exception e)
        {
            // A timer's thread has nobody above it; the group's next flush comes all the same.
            LogFlushFailed(_logger, group.Key, e);
            Arm(group);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "BUG: the flush of {Group} failed.")]
    private static partial void LogFlushFailed(ILogger logger, string group, Exception exception);

    private void Flush(AlertGroup group)
    {
        ulong[] members;
        var now = _time.GetUtcNow();
        var batch = new StoreBatch();
        lock (_lock)
        {
            if (_isStopped || group.IsGone) return;
            group.NextFlush = now + group.Route.GroupInterval;
            if (!group.HasFlushed)
            {
                group.HasFlushed = true;
                batch.Put(GroupTiming.Table, NotifierJournal.Key(group.StateKey), Timing(group).Write());
            }

            members = [.. group.Members];
        }

        // The next flush is one interval after this one, however long the work takes.
        Arm(group);
        var alerts = Sorted(members);
        if (alerts.Any(a => a.IsResolvedAt(now))) AlertBook.NoteAlive(now, batch);
        // Before they are told: what a receiver refuses comes back, and that may be at once.
        DropResolved(group, alerts, now);
        _pipeline.Notify(group, alerts, now, batch);
    }

    private void DropResolved(AlertGroup group, IReadOnlyList<AlertEntry> told, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var alert in told)
            {
                // One that was posted again meanwhile stays for the next flush.
                if (alert.IsResolvedAt(now) && ReferenceEquals(_alerts.Find(alert.Fingerprint), alert))
                    group.Members.Remove(alert.Fingerprint);
            }
        }
    }

    private AlertEntry[] Sorted(ulong[] members)
    {
        var alerts = members.Select(_alerts.Find).OfType<AlertEntry>().ToArray();
        Array.Sort(alerts, AlertOrder.Instance);
        return alerts;
    }
}
