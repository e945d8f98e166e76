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
        foreach (var family in group.Families.Values) Add(family.Family);
    }

    public void Remove(PushedGroup group)
    {
        foreach (var family in group.Families.Values) Remove(family.Family);
    }

    /// <summary>
    /// The type under which groups other than this one have the family; null where none has it.
    /// </summary>
    public MetricType? TypeElsewhere(string name, PushedGroup? except)
    {
        if (!_uses.TryGetValue(name, out var uses)) return null;
        var own = except?.Families.GetValueOrDefault(name)?.Family.Type;
        for (var type = 0; type < TypeCount; type++)
        {
            var others = uses[type] - (own == (MetricType)type ? 1 : 0);
            if (others > 0) return (MetricType)type;
        }

        return null;
    }

    /// <summary>Whether a group other than this one has the family under another type.</summary>
    public bool HasOtherType(string name, MetricType type, PushedGroup? except, out MetricType other)
    {
        other = default;
        if (!_uses.TryGetValue(name, out var uses)) return false;
        var own = except?.Families.GetValueOrDefault(name)?.Family.Type;
        for (var i = 0; i < TypeCount; i++)
        {
            if ((MetricType)i == type || uses[i] - (own == (MetricType)i ? 1 : 0) <= 0) continue;
            other = (MetricType)i;
            return true;
        }

        return false;
    }

    private void Add(MetricFamily family)
    {
        if (!_uses.TryGetValue(family.Name, out var uses)) _uses[family.Name] = uses = new int[TypeCount];
        uses[(int)family.Type]++;
    }

    private void Remove(MetricFamily family)
    {
        var uses = _uses[family.Name];
        if (--uses[(int)family.Type] == 0 && uses.AsSpan().IndexOfAnyExcept(0) < 0) _uses.Remove(family.Name);
    }
}
