using System.Net.Http.Headers;
using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class SlackSender(SlackConfig config, NotificationTemplates templates) : INotificationSender
{
    private const int MaxTitle = 1024;
    private const int MaxText = 39_000;

    private readonly HttpDelivery _http = new(config.Http);

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var json = JsonWrite.Object(writer => Write(writer, rendering));
        var (outcome, _, text) =
            await _http.AskAsync(() => Request(json), cancellation).ConfigureAwait(false);
        return outcome.Result == DeliveryResult.Delivered ? Meaning(text) : outcome;
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(byte[] json)
    {
        var request = HttpDelivery.Json(HttpMethod.Post, config.Url.Read(), json);
        if (!config.Token.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", config.Token.Read());
        return request;
    }

    /// <summary>The bots' API answers 200 to everything and says in JSON what was wrong.</summary>
    private static DeliveryOutcome Meaning(string text)
    {
        if (!text.TrimStart().StartsWith('{')) return DeliveryOutcome.Delivered;
        try
        {
            using var answer = JsonDocument.Parse(text);
            if (answer.RootElement.Flag("ok")) return DeliveryOutcome.Delivered;
            var error = answer.RootElement.Text("error");
            return error is "ratelimited" or "internal_error" or "fatal_error" or "request_timeout"
                ? DeliveryOutcome.Retry($"Slack says {error}")
                : DeliveryOutcome.Refused($"Slack says {error}");
        }
        catch (JsonException)
        {
            return DeliveryOutcome.Delivered;
        }
    }

    private void Write(Utf8JsonWriter writer, Rendering rendering)
    {
        string Text(string name) => rendering.Prose(config.Texts.GetValueOrDefault(name, ""));
        writer.Optional("channel", rendering.Text(config.Channel));
        writer.Optional("username", Text("username"));
        writer.Optional("icon_emoji", Text("icon_emoji"));
        writer.Optional("icon_url", Text("icon_url"));
        writer.Optional("text", TextLimit.Runes(Text("message_text"), MaxText));
        writer.OptionalFlag("link_names", config.LinkNames);
        writer.WriteStartArray("attachments");
        writer.WriteStartObject();
        var title = rendering.Title(config.Texts.GetValueOrDefault("title", ""));
        writer.Optional("title", TextLimit.Runes(title, MaxTitle));
        foreach (var name in new[]
        {
            "title_link", "pretext", "text", "fallback", "callback_id", "image_url", "thumb_url", "footer",
            "color",
        })
        {
            writer.Optional(name, TextLimit.Runes(Text(name), MaxText));
        }

        writer.WriteStartArray("mrkdwn_in");
        foreach (var part in config.MarkdownIn) writer.WriteStringValue(part);
        writer.WriteEndArray();
        MessageParts.WriteFields(writer, rendering, config.Fields, config.ShortFields);
        MessageParts.WriteActions(writer, rendering, config.Actions);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
