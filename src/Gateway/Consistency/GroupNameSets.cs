using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// Which sets of label names the grouping keys have. Two groups can only hold the same series if their keys
/// differ in their names, so a pushed series is looked for in at most one group for each other set. The
/// gateway's lock guards it.
/// </summary>
internal sealed class GroupNameSets
{
    private readonly Dictionary<string, (string[] Names, int Groups)> _sets = new(StringComparer.Ordinal);

    public void Add(Labels key)
    {
        var id = Id(key);
        var (names, groups) = _sets.TryGetValue(id, out var set) ? set : (Names(key), 0);
        _sets[id] = (names, groups + 1);
    }

    public void Remove(Labels key)
    {
        var id = Id(key);
        var set = _sets[id];
        if (set.Groups == 1) _sets.Remove(id);
        else _sets[id] = set with { Groups = set.Groups - 1 };
    }

    /// <summary>The name sets of other keys than this one's.</summary>
    public IEnumerable<string[]> Others(Labels key)
    {
        var id = Id(key);
        foreach (var (other, set) in _sets)
        {
            if (other != id) yield return set.Names;
        }
    }

    private static string[] Names(Labels key) => [.. key.Select(l => l.Name)];

    private static string Id(Labels key) => string.Join('\xFF', Names(key));
}
