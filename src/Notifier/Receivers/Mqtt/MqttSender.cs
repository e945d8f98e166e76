using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace Hotaru.Notifier;

internal sealed class MqttSender(MqttConfig config, NotificationTemplates templates) : INotificationSender
{
    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        try
        {
            await MqttPublisher.PublishAsync(config, Messages(notification), cancellation).ConfigureAwait(
                false);
            return DeliveryOutcome.Delivered;
        }
        catch (MqttRefusedException e)
        {
            return e.MayPass ? DeliveryOutcome.Retry(e.Message) : DeliveryOutcome.Refused(e.Message);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return DeliveryOutcome.Unreachable($"{config.Host}:{config.Port}: {e.Message}");
        }
    }

    public void Dispose()
    {
    }

    private List<MqttMessage> Messages(Notification notification)
    {
        var rendering = templates.Begin(notification);
        var topic = rendering.Text(config.Topic);
        var payload = WebhookPayload.Write(notification, notification.Alerts, 0, templates.ExternalUrl);
        var message = config.Message.Length > 0 ? Encoding.UTF8.GetBytes(rendering.Prose(config.Message))
            : payload;
        List<MqttMessage> messages = [new(topic, message, config.IsRetained)];
        if (config.DiscoveryPrefix.Length == 0 || notification.IsTest) return messages;
        var state = $"{topic}/groups/{ObjectId(notification)}";
        messages.Add(new(
            $"{config.DiscoveryPrefix}/binary_sensor/{ObjectId(notification)}/config",
            Announcement(notification, rendering, state), IsRetained: true));
        messages.Add(new($"{state}/attributes", payload, IsRetained: true));
        messages.Add(new(
            state, notification.IsFiring ? "ON"u8.ToArray() : "OFF"u8.ToArray(), IsRetained: true));
        return messages;
    }

    /// <summary>
    /// https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery: a sensor for each group.
    /// </summary>
    private static byte[] Announcement(Notification notification, Rendering rendering, string state) =>
        JsonWrite.Object(writer =>
        {
            var name = rendering.Text("""{{ .GroupLabels.SortedPairs.Values | join " " }}""");
            writer.WriteString("name", name.Length > 0 ? name : "Alerts");
            writer.WriteString("unique_id", ObjectId(notification));
            writer.WriteString("object_id", ObjectId(notification));
            writer.WriteString("device_class", "problem");
            writer.WriteString("state_topic", state);
            writer.WriteString("json_attributes_topic", $"{state}/attributes");
            writer.WriteStartObject("device");
            writer.WriteStartArray("identifiers");
            writer.WriteStringValue("hotaru");
            writer.WriteEndArray();
            writer.WriteString("name", "Hotaru");
            writer.WriteString("manufacturer", "Hotaru");
            writer.WriteEndObject();
        });

    private static string ObjectId(Notification notification)
    {
        var hash = SHA256.HashData(
            Encoding.UTF8.GetBytes($"{notification.Receiver}\n{notification.GroupKey}"));
        return $"hotaru_{Convert.ToHexStringLower(hash)[..16]}";
    }
}
