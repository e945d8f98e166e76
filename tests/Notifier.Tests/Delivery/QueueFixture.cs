using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier.Tests.Delivery;

/// <summary>One queue without a notifier around it.</summary>
internal sealed class QueueFixture
{
    private readonly NotifierJournal _journal;

    public QueueFixture(DeliveryLimits limits)
    {
        _journal = new NotifierJournal(new MemoryStore(), Time, NullLogger.Instance);
        Deliveries = new DeliveryLog(_journal);
        Queue = new DeliveryQueue("ops/webhook/0", Sender, new DeliveryContext(
            _journal, new NotificationLog(_journal), Deliveries, new DeliveryCounters(), new ActivityGauge(),
            limits,
            Time, NullLogger.Instance));
    }

    public ManualTime Time { get; } = new();

    public ScriptedSender Sender { get; } = new();

    public DeliveryLog Deliveries { get; }

    public DeliveryQueue Queue { get; }

    public void Add(string name)
    {
        var labels = Labels.Of(LabelNames.AlertName, name);
        var now = Time.GetUtcNow();
        var alert = new AlertEntry(labels, Labels.Empty, now, now.AddHours(1), now, false, "");
        var batch = new StoreBatch();
        var entry = Queue.Add(
            new Notification(
                Guid.NewGuid().ToString("N"), "ops", $"{{}}:{name}", labels, Labels.Empty,
                [new NotifiedAlert(alert, true)], [], now),
            batch);
        _journal.Write(batch);
        Queue.Release(entry);
    }
}
