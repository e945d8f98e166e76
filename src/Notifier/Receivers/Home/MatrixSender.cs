using System.Net.Http.Headers;

namespace Hotaru.Notifier;

internal sealed class MatrixSender(MatrixConfig config, NotificationTemplates templates) : INotificationSender
{
    /// <summary>An event may have 65,536 bytes; the text leaves room for what is around it.</summary>
    private const int MaxText = 40_000;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var text = TextLimit.Bytes(rendering.Title(config.Message).Trim(), MaxText);
        var json = JsonWrite.Object(writer =>
        {
            writer.WriteString("msgtype", config.IsNotice ? "m.notice" : "m.text");
            writer.WriteString("body", text);
        });
        // The transaction id stays over attempts, so the server takes a notification once.
        var url = $"{config.Url.TrimEnd('/')}/_matrix/client/v3/rooms/{Uri.EscapeDataString(config.Room)}"
            + $"/send/m.room.message/{notification.Id}";
        return _http.SendAsync(
            () =>
            {
                var request = HttpDelivery.Json(HttpMethod.Put, url, json);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", config.Token.Read());
                return request;
            },
            cancellation);
    }

    public void Dispose() => _http.Dispose();
}
