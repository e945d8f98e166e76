using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Writes members of stored JSON.</summary>
internal static class JsonWrite
{
    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Time(this Utf8JsonWriter writer, string name, DateTimeOffset time) =>
        writer.WriteString(name, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    public static void Labels(this Utf8JsonWriter writer, string name, Labels labels)
    {
        writer.WriteStartObject(name);
        foreach (var label in labels.Span) writer.WriteString(label.Name, label.Value);
        writer.WriteEndObject();
    }

    public static void Fingerprints(this Utf8JsonWriter writer, string name, IEnumerable<ulong> fingerprints)
    {
        writer.WriteStartArray(name);
        foreach (var fingerprint in fingerprints) writer.WriteNumberValue(fingerprint);
        writer.WriteEndArray();
    }
}
