using System.Text.Encodings.Web;
using System.Text.Json;
using Hotaru.Kubernetes;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>A resource as an API server has it.</summary>
/// <param name="Text">JSON, which is YAML, of the parts that are read.</param>
internal sealed record ClusterResource(string Kind, string Space, string Name, string Text)
{
    private static readonly string[] Parts = ["spec", "data", "stringData"];
    private static readonly string[] Identity = ["name", "namespace", "labels"];

    /// <summary>What stands where a file's name would, in messages.</summary>
    public string Place => Space.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Space}/{Name}";

    /// <param name="kind">Items of lists do not tell theirs.</param>
    public static ClusterResource Of(string kind, KubernetesObject item)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteStartObject("metadata");
            Copy(json, item.Json.At("metadata"), Identity);
            json.WriteEndObject();
            Copy(json, item.Json, Parts);
            json.WriteEndObject();
        }

        var text = System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        return new ClusterResource(kind, item.Space, item.Name, text);
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string[] names)
    {
        foreach (var name in names)
        {
            if (from.At(name) is not { ValueKind: not JsonValueKind.Undefined } value) continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }
}
