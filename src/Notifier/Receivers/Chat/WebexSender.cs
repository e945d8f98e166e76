namespace Hotaru.Notifier;

internal sealed class WebexSender(WebexConfig config, NotificationTemplates templates) : INotificationSender
{
    // https://developer.webex.com/docs/api/v1/messages/create-a-message
    private const int MaxMessage = 7439;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var json = JsonWrite.Object(writer =>
        {
            writer.WriteString("markdown", TextLimit.Bytes(rendering.Prose(config.Message), MaxMessage));
            writer.Optional("roomId", rendering.Text(config.Room));
        });
        return _http.PostJsonAsync(config.ApiUrl, json, cancellation);
    }

    public void Dispose() => _http.Dispose();
}
