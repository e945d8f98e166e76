using Hotaru.Model;

namespace Hotaru.Storage.Index;

/// <summary>Series ids by label name and value. The owner's lock guards it.</summary>
internal sealed class Postings
{
    private readonly Dictionary<string, LabelPostings> _names = new(StringComparer.Ordinal);
    private readonly PostingList _all = new("");

    public ReadOnlySpan<uint> All => _all.Ids;

    public IReadOnlyCollection<LabelPostings> Names => _names.Values;

    public LabelPostings? Of(string name) => _names.GetValueOrDefault(name);

    /// <summary>Adds a series and gives its labels back with the index's own strings.</summary>
    public Labels Add(uint id, Labels labels)
    {
        var interned = new Label[labels.Count];
        for (var i = 0; i < interned.Length; i++)
        {
            var (name, value) = labels[i];
            if (!_names.TryGetValue(name, out var byValue)) _names[name] = byValue = new LabelPostings(name);
            if (!byValue.Values.TryGetValue(value, out var list))
                byValue.Values[value] = list = new PostingList(value);
            list.Add(id);
            interned[i] = new Label(byValue.Name, list.Value);
        }

        _all.Add(id);
        return Labels.FromSorted(interned);
    }

    public void Remove(IReadOnlyCollection<(uint Id, Labels Labels)> series)
    {
        var gone = series.Select(s => s.Id).ToHashSet();
        _all.Remove(gone);
        foreach (var label in series.SelectMany(s => s.Labels).ToHashSet())
        {
            var byValue = _names[label.Name];
            var list = byValue.Values[label.Value];
            list.Remove(gone);
            if (list.Count == 0) byValue.Values.Remove(label.Value);
            if (byValue.Values.Count == 0) _names.Remove(label.Name);
        }
    }

    /// <summary>The ids of the series that match all matchers.</summary>
    public uint[] Select(IReadOnlyList<Matcher> matchers)
    {
        uint[]? found = null;
        foreach (var matcher in matchers)
        {
            if (matcher.MatchesEmpty) continue;
            var with = With(matcher);
            found = found is null ? with : IdSets.Intersect(found, with);
            if (found.Length == 0) return found;
        }

        found ??= _all.Ids.ToArray();
        foreach (var matcher in matchers)
        {
            if (matcher.MatchesEmpty) found = IdSets.Subtract(found, Without(matcher));
        }

        return found;
    }

    /// <summary>
    /// The series whose value for the name matches; the matcher does not match the empty value.
    /// </summary>
    private uint[] With(Matcher matcher)
    {
        if (!_names.TryGetValue(matcher.Name, out var byValue)) return [];
        var lists = new List<PostingList>();
        var literals = matcher.Operator == MatchOperator.Equal ? [matcher.Value]
            : matcher.Operator == MatchOperator.Regex ? matcher.Alternatives : null;
        if (literals is not null)
        {
            foreach (var literal in literals.Distinct())
            {
                if (byValue.Values.TryGetValue(literal, out var list)) lists.Add(list);
            }
        }
        else
        {
            foreach (var list in byValue.Values.Values)
            {
                if (Matches(matcher, list.Value)) lists.Add(list);
            }
        }

        return IdSets.Union(lists);
    }

    /// <summary>
    /// The series whose value for the name does not match; the matcher matches the empty value.
    /// </summary>
    private uint[] Without(Matcher matcher)
    {
        if (!_names.TryGetValue(matcher.Name, out var byValue)) return [];
        var lists = new List<PostingList>();
        if (matcher.Operator == MatchOperator.NotEqual && matcher.Value.Length > 0)
        {
            if (byValue.Values.TryGetValue(matcher.Value, out var list)) lists.Add(list);
            return IdSets.Union(lists);
        }

        foreach (var list in byValue.Values.Values)
        {
            if (!matcher.Matches(list.Value)) lists.Add(list);
        }

        return IdSets.Union(lists);
    }

    private static bool Matches(Matcher matcher, string value) =>
        (matcher.Operator != MatchOperator.Regex
            || value.StartsWith(matcher.Prefix, StringComparison.Ordinal))
        && matcher.Matches(value);
}
