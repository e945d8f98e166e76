using System.Globalization;
using System.Net.Http.Headers;

namespace Hotaru.Notifier;

internal sealed class NtfySender(NtfyConfig config, NotificationTemplates templates) : INotificationSender
{
    // https://docs.ntfy.sh/publish/#limitations
    private const int MaxMessage = 4096;
    private const int MaxTitle = 250;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var json = JsonWrite.Object(writer =>
        {
            writer.WriteString("topic", config.Topic.Read());
            writer.WriteString("title", TextLimit.Bytes(rendering.Title(config.Title), MaxTitle));
            writer.WriteString(
                "message", TextLimit.Bytes(rendering.Prose(config.Message).Trim(), MaxMessage));
            if (int.TryParse(
                rendering.Prose(config.Priority), CultureInfo.InvariantCulture, out var priority))
                writer.WriteNumber("priority", Math.Clamp(priority, 1, 5));
            writer.WriteStartArray("tags");
            foreach (var tag in rendering.Prose(config.Tags).Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                writer.WriteStringValue(tag);
            writer.WriteEndArray();
            writer.Optional("click", rendering.Text(config.Click));
        });
        return _http.SendAsync(() => Request(json), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(byte[] json)
    {
        var request = HttpDelivery.Json(HttpMethod.Post, config.Url.TrimEnd('/') + "/", json);
        if (!config.Token.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", config.Token.Read());
        return request;
    }
}
