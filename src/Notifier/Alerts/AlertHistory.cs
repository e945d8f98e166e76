using System.Buffers.Binary;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// Alerts that fired and ended, durable; what fires now is in the alert book. Any thread. Nothing is written
/// while an alert begins: ten thousand that fire at once cost their rows only when they have ended.
/// </summary>
internal sealed class AlertHistory
{
    internal const string Table = "notifier_history";

    /// <summary>Alerts that are kept; the one that was written first goes first.</summary>
    internal const int Capacity = 10_000;

    /// <summary>How long after its begin an alert is kept.</summary>
    internal static readonly TimeSpan Retention = TimeSpan.FromDays(180);

    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _keys;
    private readonly NotifierJournal _journal;

    public AlertHistory(NotifierJournal journal)
    {
        _journal = journal;
        _keys = new Queue<byte[]>(journal.Scan(Table, KeyRange.All, reverse: false).Select(e => e.Key));
    }

    /// <summary>Those that began before a time; the one that began last comes first.</summary>
    public IEnumerable<AlertEntry> Before(DateTimeOffset before) =>
        _journal.Load(Table, AlertCodec.Read, new KeyRange([], KeyOf(before, 0)), reverse: true);

    /// <summary>Notes an alert that has ended; it is known with the batch.</summary>
    public void Add(AlertEntry ended, DateTimeOffset now, StoreBatch batch)
    {
        var key = KeyOf(ended.StartsAt, ended.Fingerprint);
        batch.Put(Table, key, AlertCodec.Write(ended));
        lock (_lock)
        {
            _keys.Enqueue(key);
            var oldest = KeyOf(now - Retention, 0);
            while (_keys.Count > Capacity || _keys.Peek().AsSpan().SequenceCompareTo(oldest) < 0)
                batch.Delete(Table, _keys.Dequeue());
        }
    }

    /// <summary>By begin, and then by what tells alerts apart.</summary>
    private static byte[] KeyOf(DateTimeOffset startsAt, ulong fingerprint)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(key, Math.Max(0, startsAt.UtcTicks));
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(8), fingerprint);
        return key;
    }
}
