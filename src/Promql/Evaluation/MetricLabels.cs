using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Parts of label sets that evaluation asks for.</summary>
internal static class MetricLabels
{
    /// <summary>Without the metric's name, type and unit.</summary>
    public static Labels DropMetadata(Labels labels) =>
        Drop(labels, static (name, _) => IsMetadata(name), null);

    /// <summary>Only the named labels.</summary>
    public static Labels Keep(Labels labels, IReadOnlyList<string> names) =>
        Drop(labels, static (name, kept) => !Contains(kept!, name), names);

    /// <summary>Without the named labels.</summary>
    public static Labels Drop(Labels labels, IReadOnlyList<string> names) =>
        Drop(labels, static (name, dropped) => Contains(dropped!, name), names);

    /// <summary>What a matching looks at: the on labels, or all but the ignored ones and the name.</summary>
    public static Labels Match(Labels labels, VectorMatching matching) => matching.On
        ? Keep(labels, matching.Labels)
        : Drop(labels, static (name, ignored) =>
            name == LabelNames.MetricName || Contains(ignored!, name), matching.Labels);

    /// <summary>The label set of a group of an aggregation.</summary>
    public static Labels Group(Labels labels, IReadOnlyList<string> grouping, bool without)
    {
        if (!without) return grouping.Count == 0 ? Labels.Empty : Keep(labels, grouping);
        return Drop(labels, static (name, dropped) =>
            name == LabelNames.MetricName || Contains(dropped!, name), grouping);
    }

    /// <summary>As messages name a series: <c>{__name__="up", job="a"}</c>.</summary>
    public static string Text(Labels labels)
    {
        var parts = new List<string>(labels.Count);
        foreach (var label in labels.Span)
        {
            var name = LabelNames.IsLegacyValid(label.Name) ? label.Name : Go.Quote(label.Name);
            parts.Add($"{name}={Go.Quote(label.Value)}");
        }

        return $"{{{string.Join(", ", parts)}}}";
    }

    public static bool IsMetadata(string name) =>
        name is LabelNames.MetricName or LabelNames.Type or LabelNames.Unit;

    private static Labels Drop(
        Labels labels, Func<string, IReadOnlyList<string>?, bool> drops, IReadOnlyList<string>? names)
    {
        var kept = 0;
        foreach (var label in labels.Span)
        {
            if (!drops(label.Name, names)) kept++;
        }

        if (kept == labels.Count) return labels;
        var result = new Label[kept];
        var n = 0;
        foreach (var label in labels.Span)
        {
            if (!drops(label.Name, names)) result[n++] = label;
        }

        return Labels.FromSorted(result);
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
