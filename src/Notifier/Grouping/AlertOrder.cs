using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// The order of alerts within a notification: by job (those without come last), instance, then labels.
/// </summary>
internal sealed class AlertOrder : IComparer<AlertEntry>
{
    public static readonly AlertOrder Instance = new();

    public int Compare(AlertEntry? x, AlertEntry? y)
    {
        var (a, b) = (x!.Labels, y!.Labels);
        var byJob = CompareOne(a, b, LabelNames.Job);
        if (byJob != 0) return byJob;
        var byInstance = CompareOne(a, b, LabelNames.Instance);
        return byInstance != 0 ? byInstance : CompareSets(a, b);
    }

    /// <summary>
    /// Alertmanager's order of label sets: the shorter one first, then by the first difference.
    /// </summary>
    public static int CompareSets(Labels a, Labels b)
    {
        if (a.Count != b.Count) return a.Count.CompareTo(b.Count);
        for (var i = 0; i < a.Count; i++)
        {
            var byName = Labels.CompareText(a[i].Name, b[i].Name);
            // The set that lacks the smaller name comes first.
            if (byName != 0) return -byName;
            var byValue = Labels.CompareText(a[i].Value, b[i].Value);
            if (byValue != 0) return byValue;
        }

        return 0;
    }

    private static int CompareOne(Labels a, Labels b, string name)
    {
        var (hasA, hasB) = (a.TryGet(name, out var valueA), b.TryGet(name, out var valueB));
        if (!hasA || !hasB) return hasB.CompareTo(hasA);
        return Labels.CompareText(valueA, valueB);
    }
}
