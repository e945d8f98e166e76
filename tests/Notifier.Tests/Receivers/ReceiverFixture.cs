using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Notifier.Tests.Receivers;

/// <summary>Real senders against a server on loopback.</summary>
internal static class ReceiverFixture
{
    public static readonly NotificationTemplates Templates =
        new([], "http://hotaru:9093", TimeProvider.System);

    public static Notification Notify(
        bool isFiring = true, string summary = "disk is full", int alerts = 1) => new(
        "0123456789abcdef", "ops", "{}:{alertname=\"Disk\"}", Labels.Of("alertname", "Disk"), Labels.Empty,
        [.. Enumerable.Range(0, alerts).Select(i => new NotifiedAlert(
            new AlertEntry(
                Labels.Of("alertname", "Disk", "instance", $"h{i}", "severity", "critical"),
                Labels.Of("summary", summary), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1),
                default,
                false, "http://prometheus/graph"),
            isFiring))],
        [], DateTimeOffset.UnixEpoch);

    public static async Task<DeliveryOutcome> SendAsync(IntegrationConfig config, Notification notification)
    {
        using var sender = SenderFactory.Create(config, Templates, TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await sender.SendAsync(notification, patience.Token);
    }

    public static async Task<HttpRequestReceived> TakeAsync(
        Func<string, IntegrationConfig> config, Notification notification)
    {
        await using var server = HttpReceiver.Start();
        var outcome = await SendAsync(config(server.Url), notification);
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        return Assert.Single(server.Requests);
    }
}
