using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>What all queues share.</summary>
internal sealed record DeliveryContext(
    NotifierJournal Journal, NotificationLog Log, DeliveryLog Deliveries, DeliveryCounters Counters,
    ActivityGauge Activity, DeliveryLimits Limits, TimeProvider Time, ILogger Logger);
