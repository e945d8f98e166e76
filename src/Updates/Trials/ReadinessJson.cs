using System.Text.Json;

namespace Hotaru.Updates;

/// <summary>
/// The readiness answer on the wire. Releases of different ages speak it with each other: fields are only
/// added.
/// </summary>
public static class ReadinessJson
{
    public static void Write(Utf8JsonWriter json, ReadinessAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("version", answer.Version);
        json.WriteBoolean("ready", answer.Missing([]).Count == 0);
        json.WriteNumber("within_seconds", (int)answer.Within.TotalSeconds);
        json.WriteStartArray("facts");
        foreach (var fact in answer.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("state", Word(fact.State));
            json.WriteString("detail", fact.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Null where it is not such an answer.</summary>
    public static ReadinessAnswer? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new ReadinessAnswer(
                root.GetProperty("version").GetString() ?? "",
                [.. root.GetProperty("facts").EnumerateArray().Select(Fact)],
                TimeSpan.FromSeconds(root.GetProperty("within_seconds").GetInt32()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            return null;
        }
    }

    private static ReadinessFact Fact(JsonElement fact) => new(
        fact.GetProperty("name").GetString() ?? "", State(fact.GetProperty("state").GetString()),
        fact.GetProperty("detail").GetString() ?? "");

    private static string Word(FactState state) => state switch
    {
        FactState.Good => "good",
        FactState.Waiting => "waiting",
        _ => "failing",
    };

    private static FactState State(string? word) => word switch
    {
        "good" => FactState.Good,
        "failing" => FactState.Failing,
        _ => FactState.Waiting,
    };
}
