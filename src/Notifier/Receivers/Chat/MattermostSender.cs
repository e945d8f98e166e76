using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class MattermostSender(MattermostConfig config, NotificationTemplates templates)
    : INotificationSender
{
    private const int MaxText = 16_000;

    private static readonly string[] AttachmentTexts =
    [
        "fallback", "color", "pretext", "text", "author_name", "author_link", "author_icon", "title",
        "title_link",
        "thumb_url", "footer", "footer_icon", "image_url",
    ];

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var json = JsonWrite.Object(writer =>
        {
            foreach (var name in new[] { "channel", "username", "icon_url", "icon_emoji", "type" })
                writer.Optional(name, rendering.Prose(config.Texts.GetValueOrDefault(name, "")));
            WritePriority(writer);
            writer.WriteStartArray("attachments");
            WriteAttachment(writer, rendering, config.Texts, config.Fields);
            foreach (var attachment in config.Attachments)
                WriteAttachment(writer, rendering, attachment.Texts, attachment.Fields);
            writer.WriteEndArray();
            if (config.Texts.GetValueOrDefault("card") is not { Length: > 0 } card) return;
            writer.WriteStartObject("props");
            writer.WriteString("card", rendering.Prose(card));
            writer.WriteEndObject();
        });
        return _http.PostJsonAsync(config.Url.Read(), json, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private static void WriteAttachment(
        Utf8JsonWriter writer, Rendering rendering, IReadOnlyDictionary<string, string> texts,
        IReadOnlyList<MessageField> fields)
    {
        writer.WriteStartObject();
        foreach (var name in AttachmentTexts)
        {
            if (!texts.TryGetValue(name, out var template)) continue;
            var text = name == "title" ? rendering.Title(template) : rendering.Prose(template);
            writer.Optional(name, TextLimit.Runes(text, MaxText));
        }

        MessageParts.WriteFields(writer, rendering, fields, areShort: false);
        writer.WriteEndObject();
    }

    private void WritePriority(Utf8JsonWriter writer)
    {
        if (config.Priority.Length == 0) return;
        writer.WriteStartObject("priority");
        writer.WriteString("priority", config.Priority);
        writer.OptionalFlag("requested_ack", config.RequestsAcknowledgement);
        writer.OptionalFlag("persistent_notifications", config.IsPersistent);
        writer.WriteEndObject();
    }
}
