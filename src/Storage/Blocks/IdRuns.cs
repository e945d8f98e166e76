namespace Hotaru.Storage.Blocks;

/// <summary>Rising ids as runs without gaps: first, last, first, last ...</summary>
internal static class IdRuns
{
    public static uint[] Of(IReadOnlyList<uint> ids)
    {
        var runs = new List<uint>();
        foreach (var id in ids)
        {
            if (runs.Count > 0 && id == runs[^1] + 1) runs[^1] = id;
            else runs.AddRange([id, id]);
        }

        return [.. runs];
    }
}
