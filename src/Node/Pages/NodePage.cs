using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Node;

/// <summary>
/// The page of one scrape. Families and their buffers are kept from scrape to scrape, so that a steady scrape
/// allocates nothing; families without a sample are left out, and the rest is written in the order of names.
/// Not for concurrent use.
/// </summary>
internal sealed class NodePage
{
    private readonly Dictionary<string, FamilyText> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FamilyText>.AlternateLookup<ReadOnlySpan<char>> _byChars;
    private readonly List<FamilyText> _ordered = [];

    public NodePage() => _byChars = _families.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Begin()
    {
        foreach (var family in _ordered) family.Clear();
    }

    public FamilyText Gauge(ReadOnlySpan<char> name, string help) => Family(name, MetricType.Gauge, help);

    public FamilyText Counter(ReadOnlySpan<char> name, string help) => Family(name, MetricType.Counter, help);

    public FamilyText Unknown(ReadOnlySpan<char> name, string help) => Family(name, MetricType.Unknown, help);

    /// <summary>The family of a name; the type and the help of its first mention hold.</summary>
    public FamilyText Family(ReadOnlySpan<char> name, MetricType type, string help)
    {
        // A textfile may give a name another type than it had in an earlier scrape.
        if (_byChars.TryGetValue(name, out var family) && (family.Type == type || !family.IsEmpty))
            return family;
        if (family is not null) _ordered.Remove(family);
        family = new FamilyText(name.ToString(), type, help);
        _families[family.Name] = family;
        _ordered.Add(family);
        _ordered.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return family;
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        foreach (var family in _ordered)
        {
            if (!family.IsEmpty) family.WriteTo(output);
        }
    }
}
