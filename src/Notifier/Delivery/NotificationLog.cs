using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// What each integration was told about each group: delivered (durable here) and on its way (durable in the
/// queues). Decides whether a flush is news. Any thread. An entry lives as long as its group, so that nothing
/// is repeated because a log forgot.
/// </summary>
internal sealed class NotificationLog
{
    internal const string Table = "notifier_log";

    /// <summary>Stands for the id of an entry that was never sent.</summary>
    private const string Note = "";

    private static readonly TimeSpan Retention = TimeSpan.FromHours(120);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LogEntry> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Id, LogEntry Entry)>> _underway =
        new(StringComparer.Ordinal);
    private readonly NotifierJournal _journal;

    public NotificationLog(NotifierJournal journal)
    {
        _journal = journal;
        foreach (var (key, entry) in journal.Load(Table, e => Tuple.Create(e.Text("key"), LogEntry.Read(e))))
            _sent[key] = entry;
    }

    public static string KeyOf(string groupKey, string integration) => $"{groupKey}:{integration}";

    /// <summary>Why an integration is to be told about a group that now stands like this, if it is.</summary>
    public NoticeReason ReasonToTell(
        string key, IReadOnlySet<ulong> firing, IReadOnlySet<ulong> resolved, bool sendResolved,
        TimeSpan repeat,
        DateTimeOffset now)
    {
        lock (_lock)
        {
            var isUnderway = _underway.ContainsKey(key);
            var last = isUnderway ? _underway[key][^1].Entry : _sent.GetValueOrDefault(key);
            if (last is null) return firing.Count > 0 ? NoticeReason.First : NoticeReason.None;
            if (!firing.IsSubsetOf(last.Firing))
                return last.Firing.Count == 0 ? NoticeReason.First : NoticeReason.NewAlerts;
            if (firing.Count == 0)
                return last.Firing.Count > 0 ? NoticeReason.AllResolved : NoticeReason.None;
            if (sendResolved && !resolved.IsSubsetOf(last.Resolved)) return NoticeReason.SomeResolved;
            // What still waits in the queue is not repeated behind itself.
            return !isUnderway && last.At < now - repeat ? NoticeReason.Repeat : NoticeReason.None;
        }
    }

    /// <summary>Whether the integration believes, or is about to be told, that an alert fires.</summary>
    public bool Believes(string key, ulong fingerprint)
    {
        lock (_lock)
        {
            return _underway.TryGetValue(key, out var waiting)
                ? waiting[^1].Entry.Firing.Contains(fingerprint)
                : _sent.TryGetValue(key, out var entry) && entry.Firing.Contains(fingerprint);
        }
    }

    public bool IsUnderway(string key)
    {
        lock (_lock) return _underway.ContainsKey(key);
    }

    public void Queued(string key, Notification notification)
    {
        lock (_lock)
        {
            if (!_underway.TryGetValue(key, out var waiting)) _underway[key] = waiting = [];
            waiting.Add((notification.Id, LogEntry.Of(notification, notification.At)));
        }
    }

    /// <summary>
    /// Notes what was delivered; the batch is committed together with its removal from the queue.
    /// </summary>
    public void Delivered(string key, Notification notification, DateTimeOffset now, StoreBatch batch)
    {
        lock (_lock)
        {
            Put_NeedsLock(key, LogEntry.Of(notification, now), batch);
            Remove_NeedsLock(key, notification.Id, batch);
        }
    }

    /// <summary>
    /// Notes something that needs no sending, such as a resolution that the receiver does not want.
    /// </summary>
    public void Noted(string key, LogEntry entry, StoreBatch batch)
    {
        lock (_lock)
        {
            // Behind what is still under way, a note waits its turn.
            if (_underway.TryGetValue(key, out var waiting)) waiting.Add((Note, entry));
            else Put_NeedsLock(key, entry, batch);
        }
    }

    /// <summary>
    /// A notification was refused or dropped: its group's next flush decides by what came before it.
    /// </summary>
    public void Dropped(string key, Notification notification, StoreBatch batch)
    {
        lock (_lock) Remove_NeedsLock(key, notification.Id, batch);
    }

    public void Forget(DateTimeOffset now, Func<string, bool> isLive)
    {
        var batch = new StoreBatch();
        lock (_lock)
        {
            foreach (var (key, entry) in _sent)
            {
                if (entry.At > now - Retention || isLive(key)) continue;
                _sent.Remove(key);
                batch.Delete(Table, NotifierJournal.Key(key));
            }
        }

        _journal.Write(batch);
    }

    private void Put_NeedsLock(string key, LogEntry entry, StoreBatch batch)
    {
        _sent[key] = entry;
        batch.Put(Table, NotifierJournal.Key(key), entry.Write(key));
    }

    private void Remove_NeedsLock(string key, string id, StoreBatch batch)
    {
        if (!_underway.TryGetValue(key, out var waiting)) return;
        waiting.RemoveAll(w => w.Id == id);
        while (waiting.Count > 0 && waiting[0].Id == Note)
        {
            Put_NeedsLock(key, waiting[0].Entry, batch);
            waiting.RemoveAt(0);
        }

        if (waiting.Count == 0) _underway.Remove(key);
    }
}
