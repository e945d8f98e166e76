using System.Net.Http.Headers;

namespace Hotaru.Notifier;

internal sealed class IncidentIoSender(IncidentIoConfig config, NotificationTemplates templates)
    : INotificationSender
{
    /// <summary>What the service takes; beyond it only the first alert is sent.</summary>
    private const int MaxBody = 512 * 1024;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var json = Body(notification);
        return _http.SendAsync(() => Request(json), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private byte[] Body(Notification notification)
    {
        var kept = config.MaxAlerts > 0 && notification.Alerts.Count > config.MaxAlerts
            ? [.. notification.Alerts.Take((int)config.MaxAlerts)]
            : notification.Alerts;
        var json = Body(notification, kept);
        return json.Length <= MaxBody ? json : Body(notification, [.. kept.Take(1)]);
    }

    /// <summary>What webhooks get, under a version of its own.</summary>
    private byte[] Body(Notification notification, IReadOnlyList<NotifiedAlert> alerts) =>
        WebhookPayload.Write(
            notification, alerts, notification.Alerts.Count - alerts.Count, templates.ExternalUrl,
            version: "1");

    private HttpRequestMessage Request(byte[] json)
    {
        var request = HttpDelivery.Json(HttpMethod.Post, config.Url.Read(), json);
        if (!config.Token.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", config.Token.Read());
        return request;
    }
}
