using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// <c>[{"targets": ["host:port"], "labels": {"name": "value"}}]</c>, of files and of http_sd.
/// </summary>
internal static class TargetGroupJson
{
    /// <exception cref="FormatException">The text is not such a list.</exception>
    public static IReadOnlyList<TargetGroup> Read(string source, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array) throw new FormatException("not a list of target groups");
        var groups = new List<TargetGroup>();
        foreach (var entry in root.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object)
                throw new FormatException("a target group is not an object");
            groups.Add(new TargetGroup($"{source}:{groups.Count}", Targets(entry), LabelsOf(entry)));
        }

        return groups;
    }

    private static List<Labels> Targets(JsonElement group)
    {
        var targets = new List<Labels>();
        if (!group.TryGetProperty("targets", out var list)
            || list.ValueKind == JsonValueKind.Null) return targets;
        foreach (var target in list.EnumerateArray())
            targets.Add(Labels.Of(TargetLabels.Address, target.GetString() ?? ""));
        return targets;
    }

    private static Labels LabelsOf(JsonElement group)
    {
        var labels = new LabelsBuilder();
        if (!group.TryGetProperty("labels", out var map)
            || map.ValueKind == JsonValueKind.Null) return labels.Build();
        foreach (var label in map.EnumerateObject())
        {
            if (label.Value.ValueKind != JsonValueKind.String)
                throw new FormatException($"the value of label \"{label.Name}\" is not a text");
            labels.Set(label.Name, label.Value.GetString()!);
        }

        return labels.Build();
    }
}
