using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Writes members of stored JSON.</summary>
internal static class JsonWrite
{
    /// <summary>A buffer that grew beyond this is not kept.</summary>
    private const int LargestKept = 64 << 10;

    /// <summary>Ten thousand alerts of one post need no ten thousand buffers.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _spare;

    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var (buffer, writer) = _spare ?? New();
        _spare = null;
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKept) return bytes;
        buffer.ResetWrittenCount();
        writer.Reset();
        _spare = (buffer, writer);
        return bytes;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) New()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer));
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
