using System.Globalization;

namespace Hotaru.Notifier;

internal sealed class GotifySender(GotifyConfig config, NotificationTemplates templates) : INotificationSender
{
    private const int MaxMessage = 30_000;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var json = JsonWrite.Object(writer =>
        {
            var message = rendering.Prose(config.Message).Trim();
            writer.WriteString("title", rendering.Title(config.Title));
            // Gotify refuses a message without a text.
            writer.WriteString(
                "message", message.Length > 0 ? TextLimit.Runes(message, MaxMessage) : "(no details)");
            if (int.TryParse(
                rendering.Prose(config.Priority), CultureInfo.InvariantCulture, out var priority))
                writer.WriteNumber("priority", priority);
        });
        return _http.SendAsync(
            () =>
            {
                var request = HttpDelivery.Json(HttpMethod.Post, config.Url.TrimEnd('/') + "/message", json);
                request.Headers.Add("X-Gotify-Key", config.Token.Read());
                return request;
            },
            cancellation);
    }

    public void Dispose() => _http.Dispose();
}
