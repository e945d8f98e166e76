using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class VictorOpsSender(VictorOpsConfig config, NotificationTemplates templates)
    : INotificationSender
{
    private const int MaxStateMessage = 20_480;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var routing = Uri.EscapeDataString(rendering.Text(config.RoutingKey));
        var key = Uri.EscapeDataString(config.ApiKey.Read());
        var json = JsonWrite.Object(writer => Write(writer, rendering, notification));
        return _http.PostJsonAsync($"{config.ApiUrl.TrimEnd('/')}/{key}/{routing}", json, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private void Write(Utf8JsonWriter writer, Rendering rendering, Notification notification)
    {
        writer.WriteString("message_type", Type(rendering, notification));
        writer.WriteString("entity_id", GroupHash.Of(notification));
        writer.WriteString("entity_display_name", rendering.Title(config.Texts["entity_display_name"]));
        var message = rendering.Prose(config.Texts["state_message"]);
        writer.WriteString("state_message", TextLimit.Runes(message, MaxStateMessage));
        writer.WriteString("monitoring_tool", rendering.Prose(config.Texts["monitoring_tool"]));
        foreach (var (name, value) in config.CustomFields) writer.WriteString(name, rendering.Prose(value));
    }

    /// <summary>An incident is opened even where the template says what the service does not know.</summary>
    private string Type(Rendering rendering, Notification notification)
    {
        if (!notification.IsFiring) return "RECOVERY";
        var type = rendering.Text(config.Texts["message_type"]);
        return type is "INFO" or "WARNING" or "CRITICAL" ? type : "CRITICAL";
    }
}
