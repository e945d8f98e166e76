namespace Hotaru.Notifier;

internal sealed class RocketChatSender(RocketChatConfig config, NotificationTemplates templates)
    : INotificationSender
{
    private const int MaxTitle = 1024;
    private const int MaxText = 5000;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        string Text(string name) => rendering.Prose(config.Texts.GetValueOrDefault(name, ""));
        var json = JsonWrite.Object(writer =>
        {
            writer.Optional("channel", rendering.Text(config.Channel));
            writer.Optional("emoji", Text("emoji"));
            writer.Optional("avatar", Text("icon_url"));
            writer.WriteStartArray("attachments");
            writer.WriteStartObject();
            var title = rendering.Title(config.Texts.GetValueOrDefault("title", ""));
            writer.Optional("title", TextLimit.Runes(title, MaxTitle));
            writer.Optional("text", TextLimit.Runes(Text("text"), MaxText));
            foreach (var name in new[] { "title_link", "image_url", "thumb_url", "color" })
                writer.Optional(name, Text(name));
            MessageParts.WriteFields(writer, rendering, config.Fields, config.ShortFields);
            MessageParts.WriteActions(writer, rendering, config.Actions);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        return _http.SendAsync(() => Request(json), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(byte[] json)
    {
        var url = $"{config.ApiUrl.TrimEnd('/')}/api/v1/chat.postMessage";
        var request = HttpDelivery.Json(HttpMethod.Post, url, json);
        request.Headers.Add("X-Auth-Token", config.Token.Read());
        request.Headers.Add("X-User-Id", config.TokenId.Read());
        return request;
    }
}
