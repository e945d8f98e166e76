using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>A tree of a person's own that becomes JSON; its texts are templates.</summary>
/// <param name="Scalar">
/// A text (a template), or a raw JSON literal where <paramref name="IsLiteral"/> is set.
/// </param>
public sealed record PayloadNode(
    IReadOnlyList<KeyValuePair<string, PayloadNode>>? Members, IReadOnlyList<PayloadNode>? Entries,
    string Scalar = "",
    bool IsLiteral = false)
{
    internal void Write(Utf8JsonWriter writer, Func<string, string> render)
    {
        if (Members is not null)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Members)
            {
                writer.WritePropertyName(render(name));
                value.Write(writer, render);
            }

            writer.WriteEndObject();
        }
        else if (Entries is not null)
        {
            writer.WriteStartArray();
            foreach (var entry in Entries) entry.Write(writer, render);
            writer.WriteEndArray();
        }
        else if (IsLiteral) writer.WriteRawValue(Scalar);
        else writer.WriteStringValue(render(Scalar));
    }
}
