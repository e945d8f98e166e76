using System.Globalization;
using System.Text.Json;

namespace Hotaru.Indicator;

/// <summary>
/// What outlives the process: the state and its beginning, what was seen, and whose alerts they were.
/// </summary>
internal sealed record IndicatorRecord(
    IndicatorState State, DateTimeOffset Since, IReadOnlyList<ulong> Seen, IReadOnlyList<string> Sources)
{
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("state", IndicatorWords.Of(State));
            json.WriteString("since", Since.ToString("O", CultureInfo.InvariantCulture));
            json.WriteStartArray("seen");
            foreach (var fingerprint in Seen)
                json.WriteStringValue(fingerprint.ToString("x16", CultureInfo.InvariantCulture));
            json.WriteEndArray();
            json.WriteStartArray("sources");
            foreach (var source in Sources) json.WriteStringValue(source);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Null where the bytes are not such a record: then the indicator begins anew.</summary>
    public static IndicatorRecord? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var state = IndicatorWords.State(root.GetProperty("state").GetString() ?? "");
            var since = DateTimeOffset.Parse(
                root.GetProperty("since").GetString() ?? "", CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind);
            var seen = root.GetProperty("seen").EnumerateArray()
                .Select(e =>
                    ulong.Parse(e.GetString() ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var sources = root.GetProperty("sources").EnumerateArray().Select(e => e.GetString() ?? "");
            return state is null ? null : new IndicatorRecord(state.Value, since, [.. seen], [.. sources]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
