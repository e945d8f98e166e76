namespace Hotaru.Notifier;

internal sealed class DiscordSender(DiscordConfig config, NotificationTemplates templates)
    : INotificationSender
{
    // What Discord takes: https://discord.com/developers/docs/resources/message, "Embed Limits".
    private const int MaxContent = 2000;
    private const int MaxTitle = 256;
    private const int MaxDescription = 4096;
    private const int Red = 0x992D22;
    private const int Green = 0x2ECC71;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var json = JsonWrite.Object(writer =>
        {
            writer.WriteString("content", TextLimit.Runes(rendering.Prose(config.Content), MaxContent));
            writer.Optional("username", rendering.Prose(config.User));
            writer.Optional("avatar_url", rendering.Text(config.AvatarUrl));
            writer.WriteStartArray("embeds");
            writer.WriteStartObject();
            writer.WriteString("title", TextLimit.Runes(rendering.Title(config.Title), MaxTitle));
            writer.WriteString(
                "description", TextLimit.Runes(rendering.Prose(config.Message), MaxDescription));
            writer.WriteNumber("color", notification.IsFiring ? Red : Green);
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        return _http.PostJsonAsync(config.Url.Read(), json, cancellation);
    }

    public void Dispose() => _http.Dispose();
}
