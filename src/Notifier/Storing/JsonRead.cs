using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Reads members of stored JSON.</summary>
internal static class JsonRead
{
    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    public static DateTimeOffset Time(this JsonElement element, string name) =>
        DateTimeOffset.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static Labels Labels(this JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var map)) return Model.Labels.Empty;
        var builder = new LabelsBuilder();
        foreach (var member in map.EnumerateObject()) builder.Keep(
            member.Name, member.Value.GetString() ?? "");
        return builder.Build();
    }

    public static ulong[] Fingerprints(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetUInt64())];
}
