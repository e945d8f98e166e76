namespace Hotaru.Storage.Index;

/// <summary>All values of one label name with the series that have them.</summary>
internal sealed class LabelPostings(string name)
{
    public string Name => name;

    public Dictionary<string, PostingList> Values { get; } = new(StringComparer.Ordinal);
}
