using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Makes __meta_ labels of JSON.</summary>
internal static class MetaLabels
{
    /// <summary>What is not a letter, a digit or _ becomes _.</summary>
    public static string Sanitized(string name) =>
        string.Create(name.Length, name, static (chars, text) =>
        {
            for (var i = 0; i < chars.Length; i++) chars[i] =
                char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
        });

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

    /// <summary>
    /// One label for each entry of a map of texts; with "present" ones where they are asked for.
    /// </summary>
    public static LabelsBuilder SetMap(
        this LabelsBuilder labels, string prefix, JsonElement map, string? presentPrefix = null)
    {
        if (map.ValueKind != JsonValueKind.Object) return labels;
        foreach (var entry in map.EnumerateObject())
        {
            var name = Sanitized(entry.Name);
            labels.Set(prefix + name, entry.Value.GetString() ?? "");
            if (presentPrefix is not null) labels.Set(presentPrefix + name, "true");
        }

        return labels;
    }

    /// <summary>host:port, with brackets around an IPv6 address.</summary>
    public static string HostPort(string host, string port) =>
        host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
}
