using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>An alert as it is stored, alone and within queued notifications.</summary>
internal static class AlertCodec
{
    public static byte[] Write(AlertEntry alert) => JsonWrite.Object(writer => WriteMembers(writer, alert));

    public static void WriteMembers(Utf8JsonWriter writer, AlertEntry alert)
    {
        writer.Labels("labels", alert.Labels);
        writer.Labels("annotations", alert.Annotations);
        writer.Time("startsAt", alert.StartsAt);
        writer.Time("endsAt", alert.EndsAt);
        writer.Time("updatedAt", alert.UpdatedAt);
        if (alert.IsTimeout) writer.WriteBoolean("timeout", true);
        writer.WriteString("url", alert.GeneratorUrl);
    }

    public static AlertEntry Read(JsonElement json) => new(
        json.Labels("labels"), json.Labels("annotations"), json.Time("startsAt"), json.Time("endsAt"),
        json.Time("updatedAt"), json.Flag("timeout"), json.Text("url"));
}
