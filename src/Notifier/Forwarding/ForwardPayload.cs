using System.Buffers;
using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>Alerts as Alertmanager's API v2 takes them.</summary>
internal static class ForwardPayload
{
    public static byte[] Write(IReadOnlyList<AlertEntry> alerts, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var alert in alerts)
            {
                writer.WriteStartObject();
                writer.Labels("labels", alert.Labels);
                writer.Labels("annotations", alert.Annotations);
                writer.Time("startsAt", alert.StartsAt);
                // One that waited long enough for its end to pass while it fires must not arrive as resolved.
                var isStale = alert.EndsAt <= now && alert.EndsAt > alert.UpdatedAt;
                writer.Time("endsAt", isStale ? now + (alert.EndsAt - alert.UpdatedAt) : alert.EndsAt);
                if (alert.GeneratorUrl.Length > 0) writer.WriteString("generatorURL", alert.GeneratorUrl);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
