using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// Every alert that fires or resolved a while ago, durable. Any thread. What changes about an alert is stored
/// at once; that it goes on firing is stored only as often as a restart needs.
/// </summary>
public sealed class AlertBook
{
    internal const string Table = "notifier_alerts";
    internal const string MetaTable = "notifier_meta";
    internal const string AliveKey = "alive";
    private static readonly TimeSpan MarkInterval = TimeSpan.FromMinutes(5);

    /// <summary>How long a resolved alert is kept, so that a late post still meets it.</summary>
    private static readonly TimeSpan KeepResolved = TimeSpan.FromMinutes(15);

    /// <summary>A stored end that comes closer than this is stored anew.</summary>
    private static readonly TimeSpan StoreAhead = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, KeptAlert> _alerts = [];
    private readonly TextPool _texts = new();
    private readonly AlertHistory _history;
    private readonly NotifierJournal _journal;
    private readonly TimeProvider _time;
    private DateTimeOffset _markedAt;

    internal AlertBook(NotifierJournal journal, TimeProvider time, TimeSpan grace)
    {
        (_journal, _time, _history) = (journal, time, new AlertHistory(journal));
        var now = time.GetUtcNow();
        var alive = ReadAlive() ?? now;
        foreach (var stored in journal.Load(Table, AlertCodec.Read))
        {
            // What fired when the process went down goes on firing until its source had time to speak again.
            var wasFiring = stored.EndsAt > alive && stored.EndsAt > stored.UpdatedAt;
            var alert = wasFiring && stored.EndsAt < now + grace ? stored with { EndsAt = now + grace }
                : stored;
            _alerts[alert.Fingerprint] = new KeptAlert(_texts.Share(alert), stored.EndsAt);
        }
    }

    public int Count
    {
        get
        {
            lock (_lock) return _alerts.Count;
        }
    }

    public AlertEntry? Find(ulong fingerprint)
    {
        lock (_lock) return _alerts.GetValueOrDefault(fingerprint).Alert;
    }

    public IReadOnlyList<AlertEntry> List()
    {
        lock (_lock)
        {
            var alerts = new AlertEntry[_alerts.Count];
            var i = 0;
            foreach (var kept in _alerts.Values) alerts[i++] = kept.Alert;
            return alerts;
        }
    }

    /// <summary>
    /// What fires and what fired and ended, as far as it is kept; the one that began last comes first.
    /// </summary>
    public IReadOnlyList<AlertEntry> History(DateTimeOffset before, int limit) =>
        [.. List().Where(a => a.StartsAt < before).Concat(_history.Before(before).Take(limit))
            .OrderByDescending(a => a.StartsAt).Take(limit)];

    /// <summary>Merges posted alerts into what is known and returns what they came to.</summary>
    internal IReadOnlyList<AlertEntry> Post(IReadOnlyList<AlertEntry> posted, out Task stored)
    {
        var now = _time.GetUtcNow();
        List<AlertEntry> news = [], ended = [];
        var merged = new AlertEntry[posted.Count];
        lock (_lock)
        {
            for (var i = 0; i < merged.Length; i++) merged[i] = Post_NeedsLock(posted[i], now, news, ended);
            var batch = BatchOf(news);
            foreach (var alert in ended) _history.Add(alert, now, batch);
            // Handed over within the lock, so that of two posts the later one is stored later.
            stored = _journal.WriteAsync(batch, Durability.Synced);
        }

        return merged;
    }

    /// <summary>In the order of the table: the store then reads and writes each of its pages once.</summary>
    private static StoreBatch BatchOf(List<AlertEntry> alerts)
    {
        // A stable order, because an alert may be posted twice at once and the later one holds.
        var batch = new StoreBatch();
        foreach (var alert in alerts.OrderBy(a => BinaryPrimitives.ReverseEndianness(a.Fingerprint)))
            Store(alert, batch);
        return batch;
    }

    /// <summary>
    /// Stores the ends that move on and, now and then and at the end, the moment up to which the process
    /// lived: a mark every few seconds would be most of what an idle appliance writes to its card.
    /// </summary>
    internal void MarkAlive(bool isLast = false)
    {
        var now = _time.GetUtcNow();
        var batch = new StoreBatch();
        lock (_lock)
        {
            foreach (var (fingerprint, (alert, storedEnd)) in _alerts)
            {
                if (storedEnd > now + StoreAhead || alert.EndsAt <= storedEnd) continue;
                Store(alert, batch);
                // Writing to a key that is there does not disturb the walk.
                _alerts[fingerprint] = new KeptAlert(alert, alert.EndsAt);
            }
        }

        if (!isLast && batch.Changes.Count == 0 && now >= _markedAt && now - _markedAt < MarkInterval) return;
        _markedAt = now;
        NoteAlive(now, batch);
        _journal.Write(batch);
    }

    /// <summary>
    /// Stores that the process lived now, beside something that must not be undone by a restart: what
    /// receivers were told has ended must not fire again.
    /// </summary>
    internal static void NoteAlive(DateTimeOffset now, StoreBatch batch) =>
        batch.Put(MetaTable, NotifierJournal.Key(AliveKey), BitConverter.GetBytes(now.UtcTicks));

    /// <summary>Drops alerts that resolved a while ago and that no group holds.</summary>
    internal void Forget(Func<ulong, bool> isHeld)
    {
        var before = _time.GetUtcNow() - KeepResolved;
        var batch = new StoreBatch();
        lock (_lock)
        {
            foreach (var (fingerprint, (alert, _)) in _alerts)
            {
                if (!alert.IsResolvedAt(before) || isHeld(fingerprint)) continue;
                _alerts.Remove(fingerprint);
                _history.Add(alert, alert.EndsAt, batch);
                batch.Delete(Table, BitConverter.GetBytes(fingerprint));
            }
        }

        _journal.Write(batch);
    }

    private AlertEntry Post_NeedsLock(
        AlertEntry posted, DateTimeOffset now, List<AlertEntry> news, List<AlertEntry> ended)
    {
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _alerts, posted.Fingerprint, out var isKnown);
        var alert = isKnown ? kept.Alert.Merge(_texts.ShareWith(kept.Alert, posted), now)
            : _texts.Share(posted);
        var isNews = !isKnown || IsNews(kept.Alert, alert, now);
        if (isNews) news.Add(alert);
        // It fires anew: what it was before would be forgotten.
        if (isKnown && kept.Alert.IsResolvedAt(now) && alert.StartsAt >= kept.Alert.EndsAt)
            ended.Add(kept.Alert);
        kept = new KeptAlert(alert, isNews ? alert.EndsAt : kept.StoredEnd);
        return alert;
    }

    private static void Store(AlertEntry alert, StoreBatch batch) =>
        batch.Put(Table, BitConverter.GetBytes(alert.Fingerprint), AlertCodec.Write(alert));

    private static bool IsNews(AlertEntry known, AlertEntry alert, DateTimeOffset now) =>
        known.StartsAt != alert.StartsAt
        || known.IsResolvedAt(now) != alert.IsResolvedAt(now)
        || (alert.IsResolvedAt(now) && known.EndsAt != alert.EndsAt)
        || known.IsTimeout != alert.IsTimeout
        || known.GeneratorUrl != alert.GeneratorUrl
        || !known.Annotations.Equals(alert.Annotations);

    private DateTimeOffset? ReadAlive() =>
        _journal.Get(MetaTable, AliveKey) is { Length: 8 } bytes
            ? new DateTimeOffset(BitConverter.ToInt64(bytes), TimeSpan.Zero)
            : null;
}
