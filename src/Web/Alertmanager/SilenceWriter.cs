using System.Text.Json;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Web.Alertmanager;

/// <summary>A silence as the API shows it.</summary>
internal static class SilenceWriter
{
    public static void Write(Utf8JsonWriter writer, Silence silence, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteString("id", silence.Id);
        writer.WriteStartObject("status");
        writer.WriteString("state", silence.StateAt(now) switch
        {
            SilenceState.Active => "active",
            SilenceState.Pending => "pending",
            _ => "expired",
        });
        writer.WriteEndObject();
        writer.WriteString("updatedAt", ApiTime.Show(silence.UpdatedAt));
        if (silence.Annotations.Count > 0) AlertWriter.WriteMap(writer, "annotations", silence.Annotations);
        writer.WriteString("comment", silence.Comment);
        writer.WriteString("createdBy", silence.CreatedBy);
        writer.WriteString("endsAt", ApiTime.Show(silence.EndsAt));
        writer.WriteStartArray("matchers");
        foreach (var matcher in silence.Matchers)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("isEqual", matcher.Operator is MatchOperator.Equal or MatchOperator.Regex);
            writer.WriteBoolean("isRegex", matcher.Operator is MatchOperator.Regex or MatchOperator.NotRegex);
            writer.WriteString("name", matcher.Name);
            writer.WriteString("value", matcher.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("startsAt", ApiTime.Show(silence.StartsAt));
        writer.WriteEndObject();
    }
}
