namespace Hotaru.Notifier;

/// <summary>
/// Speaks to one service. Called by one queue, one notification at a time. What it throws counts as
/// unreachable.
/// </summary>
internal interface INotificationSender : IDisposable
{
    Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation);
}
