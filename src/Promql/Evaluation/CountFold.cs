using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>count: floats and histograms alike.</summary>
internal sealed class CountFold(Labels labels, ColumnPool pool) : GroupFold(labels, pool)
{
    private readonly double[] _counts = pool.Rent();

    protected override void Fold(SeriesColumn column)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (column.Has(i)) _counts[i] = Absent.Is(_counts[i]) ? 1 : _counts[i] + 1;
        }
    }

    protected override SeriesColumn Result(Labels group) => new(group, _counts);
}
