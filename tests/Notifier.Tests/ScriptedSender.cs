namespace Hotaru.Notifier.Tests;

/// <summary>A receiver that takes everything, or answers as the test says.</summary>
internal sealed class ScriptedSender : INotificationSender
{
    private readonly List<Notification> _delivered = [];

    /// <summary>Null: everything is taken.</summary>
    public Func<Notification, DeliveryOutcome>? Answer { get; set; }

    public int Attempts { get; private set; }

    /// <summary>What arrived, such as <c>firing A+B-</c> for A firing and B resolved.</summary>
    public IReadOnlyList<string> Delivered => [.. _delivered.Select(Show)];

    public IReadOnlyList<Notification> Notifications => _delivered;

    public void Down() => Answer = _ => DeliveryOutcome.Unreachable("no route to host");

    public void Up() => Answer = null;

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        Attempts++;
        var outcome = Answer?.Invoke(notification) ?? DeliveryOutcome.Delivered;
        if (outcome.Result == DeliveryResult.Delivered) _delivered.Add(notification);
        return Task.FromResult(outcome);
    }

    public void Dispose()
    {
    }

    private static string Show(Notification notification) => notification.Status + " " + string.Concat(
        notification.Alerts.Select(a => a.Labels["alertname"] + (a.IsFiring ? "+" : "-")));
}
