using System.Text.Json;

namespace Hotaru.Model;

/// <summary>
/// Reads JSON of other programs by paths of names: what is not there is empty, never an error.
/// </summary>
public static class JsonFields
{
    /// <summary>
    /// The element at the end of a path of names; an undefined one where any of them is missing.
    /// </summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object
                || !element.TryGetProperty(name, out element)) return default;
        }

        return element;
    }

    /// <summary>A text, a number or a truth value as text; empty where there is none.</summary>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind switch
        {
            JsonValueKind.String => found.GetString()!,
            JsonValueKind.Number => found.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };
    }

    /// <summary>The entries of a list; none where there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [];
    }
}
