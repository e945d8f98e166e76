using System.Buffers;
using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class WebhookSender(WebhookConfig config, NotificationTemplates templates)
    : INotificationSender
{
    private readonly HttpDelivery _http = new(config.Http);

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var kept = config.MaxAlerts > 0 && notification.Alerts.Count > config.MaxAlerts
            ? [.. notification.Alerts.Take((int)config.MaxAlerts)]
            : notification.Alerts;
        var rendering = templates.Begin(notification, kept);
        var url = rendering.Text(config.Url.Read());
        if (url.Length == 0) return DeliveryOutcome.Refused("its URL is empty");
        var truncated = notification.Alerts.Count - kept.Count;
        var json = config.Payload is null
            ? WebhookPayload.Write(notification, kept, truncated, templates.ExternalUrl)
            : OwnPayload(config.Payload, rendering);
        return await PostAsync(url, json, notification.Id, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private Task<DeliveryOutcome> PostAsync(
        string url, byte[] json, string id, CancellationToken cancellation) =>
        _http.SendAsync(
            () =>
            {
                var request = HttpDelivery.Json(HttpMethod.Post, url, json);
                // Lets a receiver that cares drop the second of two equal posts.
                request.Headers.TryAddWithoutValidation("Idempotency-Key", id);
                return request;
            },
            cancellation);

    private static byte[] OwnPayload(PayloadNode payload, Rendering rendering)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) payload.Write(writer, rendering.Text);
        return buffer.WrittenSpan.ToArray();
    }
}
