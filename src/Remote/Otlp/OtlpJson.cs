using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hotaru.Remote;

/// <summary>Fields of a JSON object by the rules of protobuf's JSON form.</summary>
internal static class OtlpJson
{
    /// <summary>
    /// The field by its lowerCamelCase name, or with underscores; null where it is not there.
    /// </summary>
    public static JsonElement? Find(JsonElement map, string name)
    {
        if (map.ValueKind != JsonValueKind.Object)
            throw new FormatException($"an object is expected around \"{name}\"");
        if (!map.TryGetProperty(name, out var found) && !map.TryGetProperty(Underscored(name), out found))
            return null;
        return found.ValueKind == JsonValueKind.Null ? null : found;
    }

    public static JsonElement.ArrayEnumerator List(JsonElement map, string name)
    {
        if (Find(map, name) is not { } list) return default;
        return list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new FormatException($"\"{name}\" is not a list");
    }

    public static string Text(JsonElement map, string name) => Find(map, name)?.GetString() ?? "";

    public static ulong Unsigned(JsonElement map, string name) =>
        Find(map, name) is { } found ? Unsigned(found) : 0;

    public static ulong Unsigned(JsonElement number)
    {
        if (number.ValueKind == JsonValueKind.Number && number.TryGetUInt64(out var value)) return value;
        return number.ValueKind == JsonValueKind.String
            && ulong.TryParse(number.GetString(), CultureInfo.InvariantCulture, out value)
            ? value
            : throw new FormatException($"{number} is not a whole number");
    }

    public static long Integer(JsonElement number)
    {
        if (number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value)) return value;
        return number.ValueKind == JsonValueKind.String
            && long.TryParse(number.GetString(), CultureInfo.InvariantCulture, out value)
            ? value
            : throw new FormatException($"{number} is not a whole number");
    }

    public static double Number(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number => number.GetDouble(),
        JsonValueKind.String => number.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text when double.TryParse(text, CultureInfo.InvariantCulture, out var value) => value,
            var text => throw new FormatException($"\"{text}\" is not a number"),
        },
        _ => throw new FormatException($"{number.ValueKind} is not a number"),
    };

    public static void Attributes(
        JsonElement map, string name, List<KeyValuePair<string, string>> into)
    {
        foreach (var entry in List(map, name))
        {
            var value = Find(entry, "value") is { } any ? Value(any) : "";
            into.Add(KeyValuePair.Create(Text(entry, "key"), value));
        }
    }

    private static string Value(JsonElement any)
    {
        if (Find(any, "stringValue") is { } text) return text.GetString() ?? "";
        if (Find(any, "boolValue") is { } flag) return AttributeValue.Text(flag.GetBoolean());
        if (Find(any, "intValue") is { } integer) return AttributeValue.Text(Integer(integer));
        if (Find(any, "doubleValue") is { } number) return AttributeValue.Text(Number(number));
        if (Find(any, "bytesValue") is { } bytes) return bytes.GetString() ?? "";
        if (Find(any, "arrayValue") is null && Find(any, "kvlistValue") is null) return "";
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) Write(json, any);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The depth is bounded by the reader of the document.</summary>
    private static void Write(Utf8JsonWriter json, JsonElement any)
    {
        if (Find(any, "arrayValue") is { } array)
        {
            json.WriteStartArray();
            foreach (var entry in List(array, "values")) Write(json, entry);
            json.WriteEndArray();
        }
        else if (Find(any, "kvlistValue") is { } map)
        {
            json.WriteStartObject();
            foreach (var entry in List(map, "values"))
            {
                json.WritePropertyName(Text(entry, "key"));
                if (Find(entry, "value") is { } value) Write(json, value);
                else json.WriteNullValue();
            }

            json.WriteEndObject();
        }
        else if (Find(any, "stringValue") is { } text) json.WriteStringValue(text.GetString());
        else if (Find(any, "boolValue") is { } flag) json.WriteBooleanValue(flag.GetBoolean());
        else if (Find(any, "intValue") is { } integer) json.WriteNumberValue(Integer(integer));
        else if (Find(any, "doubleValue") is { } number && double.IsFinite(Number(number)))
            json.WriteRawValue(AttributeValue.Text(Number(number)));
        else if (Find(any, "bytesValue") is { } bytes) json.WriteStringValue(bytes.GetString());
        else json.WriteNullValue();
    }

    private static string Underscored(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c)) text.Append('_').Append(char.ToLowerInvariant(c));
            else text.Append(c);
        }

        return text.ToString();
    }
}
