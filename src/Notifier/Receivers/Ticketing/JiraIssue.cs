using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>Writes an issue as Jira's REST API takes it.</summary>
internal static class JiraIssue
{
    private const int MaxSummary = 255;
    private const int MaxDescription = 32_767;

    /// <summary>The label by which the group's issue is found again.</summary>
    public static string LabelOf(Notification notification) => $"ALERT{{{GroupHash.Of(notification)}}}";

    public static byte[] Write(
        JiraConfig config, Rendering rendering, Notification notification, bool isKnown) =>
        JsonWrite.Object(writer =>
        {
            writer.WriteStartObject("fields");
            WriteNamed(writer, "project", "key", rendering.Text(config.Texts["project"]));
            WriteNamed(writer, "issuetype", "name", rendering.Text(config.Texts["issue_type"]));
            if (!isKnown || config.UpdatesSummary)
                writer.WriteString(
                    "summary", TextLimit.Runes(rendering.Title(config.Texts["summary"]), MaxSummary));
            if (!isKnown || config.UpdatesDescription) WriteDescription(writer, config, rendering);
            writer.WriteStartArray("labels");
            foreach (var label in config.Labels.Select(rendering.Text).Append(LabelOf(notification))
                .Order(StringComparer.Ordinal))
            {
                writer.WriteStringValue(label);
            }

            writer.WriteEndArray();
            if (rendering.Text(config.Texts["priority"]) is { Length: > 0 } priority)
                WriteNamed(writer, "priority", "name", priority);
            foreach (var (name, value) in config.Fields)
            {
                writer.WritePropertyName(name);
                value.Write(writer, rendering.Text);
            }

            writer.WriteEndObject();
        });

    private static void WriteNamed(Utf8JsonWriter writer, string field, string name, string value)
    {
        writer.WriteStartObject(field);
        writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    /// <summary>
    /// The third version of the API takes a document in JSON; a text that is none becomes one paragraph.
    /// </summary>
    private static void WriteDescription(Utf8JsonWriter writer, JiraConfig config, Rendering rendering)
    {
        var text = TextLimit.Runes(rendering.Prose(config.Texts["description"]), MaxDescription);
        var isDocument = config.ApiUrl.TrimEnd('/').EndsWith("/3", StringComparison.Ordinal);
        if (text.Trim().Length == 0) return;
        if (!isDocument)
        {
            writer.WriteString("description", text);
            return;
        }

        writer.WritePropertyName("description");
        if (IsJson(text)) writer.WriteRawValue(text);
        else WriteParagraph(writer, text);
    }

    // https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
    private static void WriteParagraph(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "doc");
        writer.WriteNumber("version", 1);
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "paragraph");
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
