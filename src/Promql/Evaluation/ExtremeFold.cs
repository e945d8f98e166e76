using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>min and max; NaN only where there is nothing else.</summary>
internal sealed class ExtremeFold(Labels labels, ColumnPool pool, RangeNotes notes, bool isMax)
    : GroupFold(labels, pool)
{
    private readonly double[] _values = pool.Rent();

    protected override void Fold(SeriesColumn column)
    {
        var values = column.Values;
        for (var i = 0; i < values.Length; i++)
        {
            if (Absent.Is(values[i])) continue;
            var best = _values[i];
            if (Absent.Is(best) || double.IsNaN(best) || (isMax ? best < values[i] : best > values[i]))
                _values[i] = values[i];
        }

        if (column.Histograms is not null && Array.Exists(column.Histograms, h => h is not null))
            notes.Context.Annotations.Inform(notes.At, Texts.IgnoredInAggregation(isMax ? "max" : "min"));
    }

    protected override SeriesColumn Result(Labels group) => new(group, _values);
}
