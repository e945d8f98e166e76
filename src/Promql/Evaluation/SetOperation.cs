using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// and, or, unless: series are kept by whether the other side has one that matches at the same step.
/// </summary>
internal sealed class SetOperation(int steps, VectorMatching matching)
{
    /// <param name="present">Keep where a match is present (true) or missing (false).</param>
    public IEnumerable<SeriesColumn> Keep(List<SeriesColumn> columns, List<SeriesColumn> others, bool present)
    {
        var matches = new Dictionary<Labels, bool[]>();
        foreach (var other in others)
        {
            var key = MetricLabels.Match(other.Labels, matching);
            if (!matches.TryGetValue(key, out var at)) matches[key] = at = new bool[steps];
            for (var i = 0; i < steps; i++) at[i] |= other.Has(i);
        }

        foreach (var column in columns)
        {
            if (!matches.TryGetValue(MetricLabels.Match(column.Labels, matching), out var at))
            {
                if (!present) yield return column;
                continue;
            }

            for (var i = 0; i < steps; i++)
            {
                if (at[i] != present) column.Clear(i);
            }

            if (!column.IsEmpty()) yield return column;
        }
    }
}
