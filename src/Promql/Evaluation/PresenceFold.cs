using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>group: 1 where the group has anything.</summary>
internal sealed class PresenceFold(Labels labels, ColumnPool pool) : GroupFold(labels, pool)
{
    private readonly double[] _values = pool.Rent();

    protected override void Fold(SeriesColumn column)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (column.Has(i)) _values[i] = 1;
        }
    }

    protected override SeriesColumn Result(Labels group) => new(group, _values);
}
