using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// How many groups have a family under each type, pushes on their way to disk included. With it the check of
/// a push costs as much as the push, whatever is stored. Not for concurrent use: the gateway's lock guards
/// it.
/// </summary>
internal sealed class FamilyIndex
{
    private static readonly int TypeCount = Enum.GetValues<MetricType>().Length;

    private readonly Dictionary<string, int[]> _uses = new(StringComparer.Ordinal);

    public void Add(PushedGroup group)
    {
        foreach (var family in group.Families.Values) Add(family);
    }

    public void Remove(PushedGroup group)
    {
        foreach (var family in group.Families.Values) Remove(family);
    }

    /// <summary>The type under which others have the family; null where none has it.</summary>
    /// <param name="own">The group itself as it is stored and as it is claimed: they do not count.</param>
    public MetricType? TypeElsewhere(string name, OwnGroups own)
    {
        if (!_uses.TryGetValue(name, out var uses)) return null;
        for (var type = 0; type < TypeCount; type++)
        {
            if (uses[type] > own.Count(name, (MetricType)type)) return (MetricType)type;
        }

        return null;
    }

    /// <summary>Whether another group has the family under another type.</summary>
    public bool HasOtherType(string name, MetricType type, OwnGroups own, out MetricType other)
    {
        other = default;
        if (!_uses.TryGetValue(name, out var uses)) return false;
        for (var i = 0; i < TypeCount; i++)
        {
            if ((MetricType)i == type || uses[i] <= own.Count(name, (MetricType)i)) continue;
            other = (MetricType)i;
            return true;
        }

        return false;
    }

    private void Add(PushedFamily family)
    {
        if (!_uses.TryGetValue(family.Name, out var uses)) _uses[family.Name] = uses = new int[TypeCount];
        uses[(int)family.Type]++;
    }

    private void Remove(PushedFamily family)
    {
        var uses = _uses[family.Name];
        if (--uses[(int)family.Type] == 0 && uses.AsSpan().IndexOfAnyExcept(0) < 0) _uses.Remove(family.Name);
    }
}
