using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// A node of the routing tree with everything inherited filled in. The mute and active intervals are this
/// node's own: children do not inherit them.
/// </summary>
public sealed class RouteModel
{
    /// <summary>
    /// The matchers of this node and those above: <c>{}/{team="b"}</c>, the first half of group keys.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Tells nodes with equal keys apart: the place in the tree, <c>0.2.1</c>.</summary>
    public required string Place { get; init; }

    public required string Receiver { get; init; }

    public required LabelMatchers Matchers { get; init; }

    /// <summary>The labels to group by, sorted; null means all of them (<c>...</c>).</summary>
    public required IReadOnlyList<string>? GroupBy { get; init; }

    public required TimeSpan GroupWait { get; init; }

    public required TimeSpan GroupInterval { get; init; }

    public required TimeSpan RepeatInterval { get; init; }

    public bool Continue { get; init; }

    public IReadOnlyList<string> MuteIntervals { get; init; } = [];

    public IReadOnlyList<string> ActiveIntervals { get; init; } = [];

    /// <summary>For templates; values may be templates themselves. Inherited.</summary>
    public Labels Labels { get; init; } = Labels.Empty;

    public IReadOnlyList<RouteModel> Routes { get; init; } = [];

    /// <summary>The deepest nodes that take an alert, first to last.</summary>
    public IEnumerable<RouteModel> Match(Labels labels)
    {
        List<RouteModel> found = [];
        Collect(labels, found);
        return found;
    }

    /// <summary>This node and all below it.</summary>
    public IEnumerable<RouteModel> Walk() => Routes.SelectMany(r => r.Walk()).Prepend(this);

    /// <summary>The labels of the group that an alert belongs to here.</summary>
    public Labels GroupOf(Labels labels)
    {
        if (GroupBy is null) return labels;
        var group = new List<Label>(GroupBy.Count);
        foreach (var name in GroupBy)
        {
            if (labels.TryGet(name, out var value)) group.Add(new Label(name, value));
        }

        return Labels.FromSorted([.. group]);
    }

    private bool Collect(Labels labels, List<RouteModel> found)
    {
        if (!Matchers.Matches(labels)) return false;
        var before = found.Count;
        foreach (var route in Routes)
        {
            if (route.Collect(labels, found) && !route.Continue) break;
        }

        if (found.Count == before) found.Add(this);
        return true;
    }
}
