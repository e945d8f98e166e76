using System.Globalization;
using System.Text.Json;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Web.Alertmanager;

/// <summary>An alert as the API shows it.</summary>
internal static class AlertWriter
{
    public static void Write(
        Utf8JsonWriter writer, AlertEntry alert, AlertStanding standing, IReadOnlyList<string> receivers,
        IReadOnlyList<string> mutedBy)
    {
        writer.WriteStartObject();
        WriteMap(writer, "annotations", alert.Annotations);
        writer.WriteString("endsAt", ApiTime.Show(alert.EndsAt));
        writer.WriteString("fingerprint", alert.Fingerprint.ToString("x16", CultureInfo.InvariantCulture));
        writer.WriteStartArray("receivers");
        foreach (var receiver in receivers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", receiver);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("startsAt", ApiTime.Show(alert.StartsAt));
        WriteStatus(writer, standing, mutedBy);
        writer.WriteString("updatedAt", ApiTime.Show(alert.UpdatedAt));
        if (alert.GeneratorUrl.Length > 0) writer.WriteString("generatorURL", alert.GeneratorUrl);
        WriteMap(writer, "labels", alert.Labels);
        writer.WriteEndObject();
    }

    public static void WriteMap(Utf8JsonWriter writer, string name, Labels labels)
    {
        writer.WriteStartObject(name);
        foreach (var label in labels.Span) writer.WriteString(label.Name, label.Value);
        writer.WriteEndObject();
    }

    private static void WriteStatus(
        Utf8JsonWriter writer, AlertStanding standing, IReadOnlyList<string> mutedBy)
    {
        writer.WriteStartObject("status");
        WriteList(writer, "inhibitedBy", standing.InhibitedBy);
        WriteList(writer, "mutedBy", mutedBy);
        WriteList(writer, "silencedBy", standing.SilencedBy);
        writer.WriteString("state", standing.IsActive ? "active" : "suppressed");
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
