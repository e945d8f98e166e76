using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>What all sets of labels (or annotations) agree on.</summary>
internal static class SharedLabels
{
    public static Labels Of(IEnumerable<Labels> sets)
    {
        List<Label>? common = null;
        foreach (var set in sets)
        {
            if (common is null) common = [.. set.Span];
            else common.RemoveAll(label => !set.TryGet(label.Name, out var value) || value != label.Value);
        }

        return common is null ? Labels.Empty : Labels.FromSorted([.. common]);
    }
}
