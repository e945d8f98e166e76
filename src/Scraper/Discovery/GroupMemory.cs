using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>Which sources were told of; a source that is no longer found is told as an empty group.</summary>
internal sealed class GroupMemory
{
    private HashSet<string> _told = new(StringComparer.Ordinal);

    public IReadOnlyList<TargetGroup> WithGone(IReadOnlyList<TargetGroup> groups)
    {
        var now = groups.Select(group => group.Source).ToHashSet(StringComparer.Ordinal);
        var gone = _told.Where(source => !now.Contains(source))
            .Select(source => new TargetGroup(source, [], Labels.Empty));
        List<TargetGroup> all = [.. groups, .. gone];
        _told = now;
        return all;
    }
}
