using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>Writes members of the services' JSON.</summary>
internal static class JsonFields
{
    /// <summary>A text that is left out where it is empty.</summary>
    public static void Optional(this Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0) writer.WriteString(name, value);
    }

    public static void OptionalFlag(this Utf8JsonWriter writer, string name, bool value)
    {
        if (value) writer.WriteBoolean(name, true);
    }
}
