using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>A notification as it waits in the queue on disk.</summary>
internal static class NotificationCodec
{
    public static byte[] Write(Notification notification) => JsonWrite.Object(writer =>
    {
        writer.WriteString("id", notification.Id);
        writer.WriteString("receiver", notification.Receiver);
        writer.WriteString("groupKey", notification.GroupKey);
        writer.Labels("groupLabels", notification.GroupLabels);
        writer.Labels("routeLabels", notification.RouteLabels);
        writer.Time("at", notification.At);
        writer.WriteBoolean("test", notification.IsTest);
        writer.WriteString("reason", notification.Reason);
        writer.Fingerprints("resolved", notification.Resolved);
        writer.WriteStartArray("alerts");
        foreach (var alert in notification.Alerts)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("firing", alert.IsFiring);
            AlertCodec.WriteMembers(writer, alert.Alert);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public static Notification Read(JsonElement json) => new(
        json.Text("id"), json.Text("receiver"), json.Text("groupKey"), json.Labels("groupLabels"),
        json.Labels("routeLabels"),
        [.. json.GetProperty("alerts").EnumerateArray().Select(a =>
            new NotifiedAlert(AlertCodec.Read(a), a.Flag("firing")))],
        json.Fingerprints("resolved"), json.Time("at"), json.Flag("test"),
        json.Text("reason"));
}
