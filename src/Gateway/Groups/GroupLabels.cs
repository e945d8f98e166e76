using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>Puts the grouping labels into what was pushed.</summary>
internal static class GroupLabels
{
    /// <summary>
    /// Grouping labels win over the body's; an instance label is always there, empty where nobody gave one,
    /// so that a scrape with honor_labels does not add its own.
    /// </summary>
    public static Labels Merge(Labels pushed, Labels key)
    {
        var merged = new Label[pushed.Count + key.Count + 1];
        int count = 0, i = 0, j = 0;
        while (i < pushed.Count || j < key.Count)
        {
            var order = i == pushed.Count ? 1
                : j == key.Count ? -1
                : Labels.CompareText(pushed[i].Name, key[j].Name);
            if (order == 0) i++;
            merged[count++] = order < 0 ? pushed[i++] : key[j++];
        }

        if (!pushed.Has(LabelNames.Instance) && !key.Has(LabelNames.Instance)) Insert(merged, count++);
        return Labels.FromSorted(count == merged.Length ? merged : merged[..count]);
    }

    public static MetricFamily Merge(MetricFamily family, Labels key)
    {
        var metrics = new Metric[family.Metrics.Count];
        for (var i = 0; i < metrics.Length; i++)
            metrics[i] = family.Metrics[i] with { Labels = Merge(family.Metrics[i].Labels, key) };
        return family with { Metrics = metrics };
    }

    private static void Insert(Label[] labels, int count)
    {
        var at = count;
        while (at > 0 && Labels.CompareText(labels[at - 1].Name, LabelNames.Instance) > 0)
        {
            labels[at] = labels[at - 1];
            at--;
        }

        labels[at] = new Label(LabelNames.Instance, "");
    }
}
