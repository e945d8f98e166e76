namespace Hotaru.Promql;

/// <summary>
/// The series of both sides that match each other. The "one" side is the right, unless group_right is used.
/// </summary>
internal sealed class JoinGroup(int steps)
{
    private bool[]? _matched;

    public List<SeriesColumn> Many { get; } = [];

    public List<SeriesColumn> One { get; } = [];

    /// <summary>Result series at the steps where they were made, to find two for one place.</summary>
    public Dictionary<Model.Labels, bool[]> Made { get; } = [];

    /// <summary>Steps at which a pair was combined.</summary>
    public bool[] Matched => _matched ??= new bool[steps];

    /// <summary>The series of the "one" side at a step; null where there is none.</summary>
    public SeriesColumn? OneAt(int step, out SeriesColumn? second)
    {
        SeriesColumn? found = null;
        second = null;
        foreach (var column in One)
        {
            if (!column.Has(step)) continue;
            if (found is not null)
            {
                second = column;
                break;
            }

            found = column;
        }

        return found;
    }
}
