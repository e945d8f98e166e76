using System.Buffers;
using System.Text;
using System.Text.Json;
using Hotaru.Templating;

namespace Hotaru.Notifier;

/// <summary>The function toJson.</summary>
internal static class TemplateJson
{
    public static string Write(TemplateValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, TemplateValue value)
    {
        switch (value)
        {
            case BoolValue flag: writer.WriteBooleanValue(flag.Value); break;
            case IntValue whole: writer.WriteNumberValue(whole.Value); break;
            case FloatValue number: writer.WriteNumberValue(number.Value); break;
            case DurationValue duration: writer.WriteNumberValue(duration.Value.Ticks * 100); break;
            case TimeValue time: writer.WriteStringValue(time.Value); break;
            case StringValue text: writer.WriteStringValue(text.Value); break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case MapValue map:
                writer.WriteStartObject();
                foreach (var key in map.Keys)
                {
                    writer.WritePropertyName(key);
                    map.TryGet(key, out var entry);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            case RecordValue record: WriteRecord(writer, record); break;
            default: writer.WriteNullValue(); break;
        }
    }

    /// <summary>
    /// The peers' JSON names of fields begin in lower case: startsAt, generatorURL, externalURL.
    /// </summary>
    private static void WriteRecord(Utf8JsonWriter writer, RecordValue record)
    {
        writer.WriteStartObject();
        foreach (var (name, member) in record.Members)
        {
            // Pairs are the one record whose names stay as they are.
            writer.WritePropertyName(
                name is "Name" or "Value" ? name : char.ToLowerInvariant(name[0]) + name[1..]);
            Write(writer, member);
        }

        writer.WriteEndObject();
    }
}
