using System.Net.Http.Headers;
using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class SlackSender(SlackConfig config, NotificationTemplates templates) : INotificationSender
{
    private const int MaxTitle = 1024;
    private const int MaxText = 39_000;

    /// <summary>Groups whose messages can still be changed; the oldest is forgotten beyond that.</summary>
    private const int MaxKnown = 1000;

    private readonly HttpDelivery _http = new(config.Http);

    /// <summary>
    /// Where each group's message is, in memory: after a restart a group's next message is a new one. One
    /// attempt at a time, as its queue has it.
    /// </summary>
    private readonly Dictionary<string, (string Channel, string At)> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var isKnown = _known.TryGetValue(notification.GroupKey, out var known) && config.UpdatesMessage;
        var json = JsonWrite.Object(writer => Write(writer, rendering, known));
        var url = config.Url.Read();
        if (isKnown) url = url.Replace("/chat.postMessage", "/chat.update", StringComparison.Ordinal);
        var (outcome, _, text) =
            await _http.AskAsync(() => Request(url, json), cancellation).ConfigureAwait(false);
        if (outcome.Result == DeliveryResult.Delivered) outcome = Meaning(text);
        if (!config.UpdatesMessage) return outcome;
        if (isKnown && outcome.Result == DeliveryResult.Refused)
        {
            // Somebody has deleted it, or it is too old to be changed: the alert goes out as a new one.
            _known.Remove(notification.GroupKey);
            return await SendAsync(notification, cancellation).ConfigureAwait(false);
        }

        if (outcome.Result == DeliveryResult.Delivered) Remember(notification, text);
        return outcome;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A message about what is over is not changed any more when it begins anew.</summary>
    private void Remember(Notification notification, string text)
    {
        var isNew = !_known.Remove(notification.GroupKey);
        if (!notification.IsFiring || notification.IsTest || Read(text) is not { } answer) return;
        if (answer.Text("ts") is not { Length: > 0 } at) return;
        _known[notification.GroupKey] = (answer.Text("channel"), at);
        if (isNew) _order.Enqueue(notification.GroupKey);
        while (_order.Count > MaxKnown) _known.Remove(_order.Dequeue());
    }

    private HttpRequestMessage Request(string url, byte[] json)
    {
        var request = HttpDelivery.Json(HttpMethod.Post, url, json);
        if (!config.Token.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", config.Token.Read());
        return request;
    }

    /// <summary>The bots' API answers 200 to everything and says in JSON what was wrong.</summary>
    private static DeliveryOutcome Meaning(string text)
    {
        if (Read(text) is not { } answer || answer.Flag("ok")) return DeliveryOutcome.Delivered;
        var error = answer.Text("error");
        return error is "ratelimited" or "internal_error" or "fatal_error" or "request_timeout"
            ? DeliveryOutcome.Retry($"Slack says {error}")
            : DeliveryOutcome.Refused($"Slack says {error}");
    }

    /// <summary>What a bot is answered; null for the plain text that an incoming webhook answers.</summary>
    private static JsonElement? Read(string text)
    {
        if (!text.TrimStart().StartsWith('{')) return null;
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(
        Utf8JsonWriter writer, Rendering rendering, (string Channel, string At) known)
    {
        string Text(string name) => rendering.Prose(config.Texts.GetValueOrDefault(name, ""));
        writer.Optional("channel", known.At is null ? rendering.Text(config.Channel) : known.Channel);
        writer.Optional("ts", known.At ?? "");
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
