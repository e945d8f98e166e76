using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// The JSON that webhooks get: the fields and the version are those of the peers' documentation.
/// </summary>
internal static class WebhookPayload
{
    public static byte[] Write(
        Notification notification, IReadOnlyList<NotifiedAlert> alerts, int truncated, string externalUrl,
        string version = "4")
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            // The receiver's name stands quoted as a regular expression, for links into the API.
            writer.WriteString("receiver", RegexQuote.Quote(notification.Receiver));
            writer.WriteString("status", alerts.Any(a => a.IsFiring) ? "firing" : "resolved");
            writer.WriteStartArray("alerts");
            foreach (var alert in alerts) WriteAlert(writer, alert);
            writer.WriteEndArray();
            writer.WriteString("notification_reason", notification.Reason);
            writer.Labels("groupLabels", notification.GroupLabels);
            writer.Labels("commonLabels", SharedLabels.Of(alerts.Select(a => a.Labels)));
            writer.Labels("commonAnnotations", SharedLabels.Of(alerts.Select(a => a.Alert.Annotations)));
            writer.Labels("routeLabels", notification.RouteLabels);
            writer.WriteString("externalURL", externalUrl);
            writer.WriteString("version", version);
            writer.WriteString("groupKey", notification.GroupKey);
            writer.WriteNumber("truncatedAlerts", truncated);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteAlert(Utf8JsonWriter writer, NotifiedAlert alert)
    {
        writer.WriteStartObject();
        writer.WriteString("status", alert.Status);
        writer.Labels("labels", alert.Labels);
        writer.Labels("annotations", alert.Alert.Annotations);
        writer.WriteString("startsAt", Rfc3339(alert.Alert.StartsAt));
        writer.WriteString("endsAt", Rfc3339(alert.EndsAt));
        writer.WriteString("generatorURL", alert.Alert.GeneratorUrl);
        writer.WriteString(
            "fingerprint", alert.Alert.Fingerprint.ToString("x16", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
