namespace Hotaru.Notifier;

/// <summary>Ends an attempt after the time that its configuration gives it.</summary>
internal sealed class TimedSender(INotificationSender inner, TimeSpan limit, TimeProvider time)
    : INotificationSender
{
    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await inner.SendAsync(notification, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return DeliveryOutcome.Unreachable($"no answer within {limit.TotalSeconds} s");
        }
    }

    public void Dispose() => inner.Dispose();
}
