namespace Hotaru.Storage.Index;

/// <summary>Sets of series ids as rising arrays.</summary>
internal static class IdSets
{
    public static uint[] Intersect(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        if (a.Length > b.Length)
        {
            var shorter = b;
            b = a;
            a = shorter;
        }

        var found = new uint[a.Length];
        var count = 0;
        // Where one is far longer, stepping through it would cost more than searching it.
        var searches = b.Length / 16 > a.Length;
        var j = 0;
        foreach (var id in a)
        {
            if (searches)
            {
                var at = b[j..].BinarySearch(id);
                j += at < 0 ? ~at : at;
            }
            else
            {
                while (j < b.Length && b[j] < id) j++;
            }

            if (j == b.Length) break;
            if (b[j] == id) found[count++] = id;
        }

        return found.AsSpan(0, count).ToArray();
    }

    public static uint[] Subtract(ReadOnlySpan<uint> from, ReadOnlySpan<uint> ids)
    {
        var kept = new uint[from.Length];
        int count = 0, j = 0;
        foreach (var id in from)
        {
            while (j < ids.Length && ids[j] < id) j++;
            if (j == ids.Length || ids[j] != id) kept[count++] = id;
        }

        return kept.AsSpan(0, count).ToArray();
    }

    /// <summary>The union of lists that share no id: the values of one label.</summary>
    public static uint[] Union(List<PostingList> lists)
    {
        var total = 0;
        foreach (var list in lists) total += list.Count;
        var all = new uint[total];
        var at = 0;
        foreach (var list in lists)
        {
            list.Ids.CopyTo(all.AsSpan(at));
            at += list.Count;
        }

        if (lists.Count > 1) Array.Sort(all);
        return all;
    }
}
