using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class TeamsSender(TeamsConfig config, NotificationTemplates templates) : INotificationSender
{
    /// <summary>Teams takes messages up to 28 kB; the text leaves room for what is around it.</summary>
    private const int MaxText = 20_000;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var title = rendering.Title(config.Title);
        var text = TextLimit.Bytes(rendering.Prose(config.Text), MaxText);
        var json = JsonWrite.Object(writer =>
        {
            if (config.IsWorkflow) WriteAdaptiveCard(writer, title, text, notification.IsFiring);
            else WriteMessageCard(
                writer, title, rendering.Prose(config.Summary), text, notification.IsFiring);
        });
        return _http.PostJsonAsync(config.Url.Read(), json, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private static void WriteMessageCard(
        Utf8JsonWriter writer, string title, string summary, string text, bool isFiring)
    {
        writer.WriteString("@context", "http://schema.org/extensions");
        writer.WriteString("@type", "MessageCard");
        writer.WriteString("title", title);
        writer.WriteString("summary", summary.Length > 0 ? summary : title);
        writer.WriteString("text", text);
        writer.WriteString("themeColor", isFiring ? "8C1A1A" : "2DC72D");
    }

    private static void WriteAdaptiveCard(Utf8JsonWriter writer, string title, string text, bool isFiring)
    {
        writer.WriteString("type", "message");
        writer.WriteStartArray("attachments");
        writer.WriteStartObject();
        writer.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        writer.WriteNull("contentUrl");
        writer.WriteStartObject("content");
        writer.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        writer.WriteString("type", "AdaptiveCard");
        writer.WriteString("version", "1.4");
        writer.WriteStartArray("body");
        writer.WriteStartObject();
        writer.WriteString("type", "TextBlock");
        writer.WriteString("text", title);
        writer.WriteString("weight", "Bolder");
        writer.WriteString("size", "Medium");
        writer.WriteBoolean("wrap", true);
        writer.WriteString("style", "heading");
        writer.WriteString("color", isFiring ? "Attention" : "Good");
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "TextBlock");
        writer.WriteString("text", text);
        writer.WriteBoolean("wrap", true);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("msteams");
        writer.WriteString("width", "full");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
