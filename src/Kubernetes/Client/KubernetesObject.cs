using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Kubernetes;

/// <summary>One object as the API server has it, without the record of who manages which field.</summary>
/// <param name="Version">Changes whenever the object does; nothing else may be read from it.</param>
public sealed record KubernetesObject(string Space, string Name, string Version, JsonElement Json)
{
    /// <summary>The server changes the version whenever it changes the object.</summary>
    public bool Equals(KubernetesObject? other) =>
        other is not null && Version == other.Version && Name == other.Name && Space == other.Space;

    public override int GetHashCode() => HashCode.Combine(Space, Name, Version);

    public static KubernetesObject Of(JsonElement item) => new(
        item.Text("metadata", "namespace"), item.Text("metadata", "name"),
        item.Text("metadata", "resourceVersion"), Slim(item));

    /// <summary>managedFields is often the larger half of an object, and nobody here reads it.</summary>
    private static JsonElement Slim(JsonElement item)
    {
        if (item.At("metadata", "managedFields").ValueKind == JsonValueKind.Undefined) return item.Clone();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var field in item.EnumerateObject())
            {
                if (field.NameEquals("metadata")) WriteMetadata(writer, field.Value);
                else field.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var json = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return json.RootElement.Clone();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, JsonElement metadata)
    {
        writer.WriteStartObject("metadata");
        foreach (var field in metadata.EnumerateObject())
        {
            if (!field.NameEquals("managedFields")) field.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
