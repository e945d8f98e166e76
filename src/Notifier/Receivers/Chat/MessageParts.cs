using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>Fields and buttons, which several chats have alike.</summary>
internal static class MessageParts
{
    public static void WriteFields(
        Utf8JsonWriter writer, Rendering rendering, IReadOnlyList<MessageField> fields, bool areShort)
    {
        if (fields.Count == 0) return;
        writer.WriteStartArray("fields");
        foreach (var field in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("title", rendering.Prose(field.Title));
            writer.WriteString("value", rendering.Prose(field.Value));
            writer.WriteBoolean("short", field.IsShort ?? areShort);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteActions(
        Utf8JsonWriter writer, Rendering rendering, IReadOnlyList<MessageAction> actions)
    {
        if (actions.Count == 0) return;
        writer.WriteStartArray("actions");
        foreach (var action in actions)
        {
            writer.WriteStartObject();
            writer.Optional("type", rendering.Text(action.Type));
            writer.Optional("text", rendering.Prose(action.Text));
            writer.Optional("url", rendering.Text(action.Url));
            writer.Optional("style", rendering.Text(action.Style));
            writer.Optional("name", rendering.Text(action.Name));
            writer.Optional("value", rendering.Text(action.Value));
            if (action.Confirmation is { } confirmation) WriteConfirmation(writer, rendering, confirmation);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteConfirmation(
        Utf8JsonWriter writer, Rendering rendering, MessageConfirmation confirmation)
    {
        writer.WriteStartObject("confirm");
        writer.Optional("title", rendering.Prose(confirmation.Title));
        writer.WriteString("text", rendering.Prose(confirmation.Text));
        writer.Optional("ok_text", rendering.Prose(confirmation.Ok));
        writer.Optional("dismiss_text", rendering.Prose(confirmation.Dismiss));
        writer.WriteEndObject();
    }
}
