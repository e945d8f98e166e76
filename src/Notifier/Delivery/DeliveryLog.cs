using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// What became of the latest notifications, with the reason of each failure; durable. Any thread.
/// </summary>
public sealed class DeliveryLog
{
    internal const string Table = "notifier_deliveries";

    /// <summary>Lines that are kept; the oldest goes first.</summary>
    internal const int Capacity = 2000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DeliveryRecord> _records = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly NotifierJournal _journal;

    internal DeliveryLog(NotifierJournal journal)
    {
        _journal = journal;
        foreach (var record in journal.Load(Table, DeliveryRecord.Read).OrderBy(r => r.At)) Put_NeedsLock(
            record);
    }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<DeliveryRecord> List()
    {
        lock (_lock) return [.. _records.Values.OrderByDescending(r => r.At)];
    }

    /// <summary>
    /// Notes how a notification stands; it is stored when that changes, not at every attempt.
    /// </summary>
    internal void Note(DeliveryRecord record)
    {
        var batch = new StoreBatch();
        lock (_lock)
        {
            var isNews = _records.GetValueOrDefault(record.Id)?.State != record.State;
            Put_NeedsLock(record);
            while (_order.Count > Capacity)
            {
                var oldest = _order.Dequeue();
                _records.Remove(oldest);
                batch.Delete(Table, NotifierJournal.Key(oldest));
            }

            if (isNews) batch.Put(Table, NotifierJournal.Key(record.Id), record.Write());
        }

        _journal.Write(batch);
    }

    private void Put_NeedsLock(DeliveryRecord record)
    {
        if (!_records.ContainsKey(record.Id)) _order.Enqueue(record.Id);
        _records[record.Id] = record;
    }
}
