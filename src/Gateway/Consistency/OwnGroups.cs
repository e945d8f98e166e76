using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// A group as it is stored and as an earlier push of the same round has claimed it; either may be null.
/// </summary>
internal readonly record struct OwnGroups(PushedGroup? Stored, PushedGroup? Claimed)
{
    /// <summary>What the next push of the group is played on.</summary>
    public PushedGroup? Newest => Claimed ?? Stored;

    /// <summary>How often these two count in the index under a name and a type.</summary>
    public int Count(string name, MetricType type) =>
        (Has(Stored, name, type) ? 1 : 0) + (Has(Claimed, name, type) ? 1 : 0);

    private static bool Has(PushedGroup? group, string name, MetricType type) =>
        group?.Families.GetValueOrDefault(name)?.Type == type;
}
