using System.Globalization;
using System.Text;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// An attribute's value as a label has it: texts as they are, numbers in Go's notation, bytes in base 64,
/// lists and maps as JSON. Source: AnyValue of opentelemetry/proto/common/v1/common.proto.
/// </summary>
internal static class AttributeValue
{
    /// <summary>Values within values deeper than this are refused; the stack has an end.</summary>
    private const int MaxDepth = 32;

    public static string Text(ReadOnlySpan<byte> anyValue)
    {
        var text = "";
        var reader = new ProtoReader(anyValue);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x0A: text = OtlpText.Read(reader.Bytes()); break;
                case 0x10: text = Text(reader.Varint() != 0); break;
                case 0x18: text = Text(reader.SignedVarint()); break;
                case 0x21: text = Text(reader.Double()); break;
                case 0x2A or 0x32: text = Json(tag, reader.Bytes()); break;
                case 0x3A: text = Convert.ToBase64String(reader.Bytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        return text;
    }

    public static string Text(bool value) => value ? "true" : "false";

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As encoding/json writes floats: an exponent below 1e-6 and from 1e21 on.</summary>
    public static string Text(double value)
    {
        var size = Math.Abs(value);
        if (size == 0 || (size >= 1e-6 && size < 1e21) || !double.IsFinite(value))
            return GoFloat.Fixed(value);
        return GoFloat.General(value).Replace("e-0", "e-", StringComparison.Ordinal);
    }

    private static string Json(uint tag, ReadOnlySpan<byte> list)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) WriteList(json, tag, list, MaxDepth);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteList(Utf8JsonWriter json, uint tag, ReadOnlySpan<byte> list, int depth)
    {
        if (depth == 0) throw new FormatException($"an attribute is deeper than {MaxDepth} values");
        var isMap = tag == 0x32;
        if (isMap) json.WriteStartObject();
        else json.WriteStartArray();
        var reader = new ProtoReader(list);
        while (!reader.AtEnd)
        {
            var entry = reader.Tag();
            if (entry != 0x0A) reader.Skip(entry);
            else if (isMap) WriteEntry(json, reader.Bytes(), depth);
            else WriteValue(json, reader.Bytes(), depth);
        }

        if (isMap) json.WriteEndObject();
        else json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, ReadOnlySpan<byte> keyValue, int depth)
    {
        var key = "";
        ReadOnlySpan<byte> value = default;
        var reader = new ProtoReader(keyValue);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) key = OtlpText.Read(reader.Bytes());
            else if (tag == 0x12) value = reader.Bytes();
            else reader.Skip(tag);
        }

        json.WritePropertyName(key);
        WriteValue(json, value, depth);
    }

    private static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> anyValue, int depth)
    {
        var reader = new ProtoReader(anyValue);
        if (reader.AtEnd)
        {
            json.WriteNullValue();
            return;
        }

        // It is a oneof: the first field is the value.
        var tag = reader.Tag();
        switch (tag)
        {
            case 0x0A: json.WriteStringValue(OtlpText.Read(reader.Bytes())); break;
            case 0x10: json.WriteBooleanValue(reader.Varint() != 0); break;
            case 0x18: json.WriteNumberValue(reader.SignedVarint()); break;
            case 0x21: json.WriteRawValue(Number(reader.Double())); break;
            case 0x2A or 0x32: WriteList(json, tag, reader.Bytes(), depth - 1); break;
            case 0x3A: json.WriteBase64StringValue(reader.Bytes()); break;
            default: json.WriteNullValue(); break;
        }
    }

    private static string Number(double value) => double.IsFinite(value) ? Text(value) : "null";
}
