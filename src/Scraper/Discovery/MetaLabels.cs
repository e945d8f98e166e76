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
