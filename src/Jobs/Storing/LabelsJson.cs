using System.Text.Json;
using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>Labels as an object of names and values.</summary>
internal sealed class LabelsJson : JsonConverter<Labels>
{
    public override Labels Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var labels = new List<Label>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            labels.Add(new Label(name, reader.GetString()!));
        }

        return Labels.From([.. labels]);
    }

    public override void Write(Utf8JsonWriter writer, Labels value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var label in value.Span) writer.WriteString(label.Name, label.Value);
        writer.WriteEndObject();
    }
}
