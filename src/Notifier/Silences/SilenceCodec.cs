using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>A silence as it is stored.</summary>
internal static class SilenceCodec
{
    public static byte[] Write(Silence silence) => JsonWrite.Object(writer =>
    {
        writer.WriteString("id", silence.Id);
        writer.WriteStartArray("matchers");
        foreach (var matcher in silence.Matchers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", matcher.Name);
            writer.WriteNumber("op", (int)matcher.Operator);
            writer.WriteString("value", matcher.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Time("startsAt", silence.StartsAt);
        writer.Time("endsAt", silence.EndsAt);
        writer.Time("updatedAt", silence.UpdatedAt);
        writer.WriteString("createdBy", silence.CreatedBy);
        writer.WriteString("comment", silence.Comment);
        writer.Labels("annotations", silence.Annotations);
    });

    public static Silence Read(JsonElement json) => new(
        json.Text("id"),
        [.. json.GetProperty("matchers").EnumerateArray().Select(m => new Matcher(
            m.Text("name"), (MatchOperator)m.GetProperty("op").GetInt32(), m.Text("value")))],
        json.Time("startsAt"), json.Time("endsAt"), json.Time("updatedAt"), json.Text("createdBy"),
        json.Text("comment"), json.Labels("annotations"));
}
