using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>avg: a mean at every step.</summary>
internal sealed class MeanFold(Labels labels, ColumnPool pool, RangeNotes notes) : GroupFold(labels, pool)
{
    private readonly double[] _values = pool.Rent();
    private FloatMean[]? _means;
    private HistogramFold? _histograms;

    protected override void Fold(SeriesColumn column)
    {
        _means ??= new FloatMean[_values.Length];
        var values = column.Values;
        for (var i = 0; i < values.Length; i++)
        {
            if (Absent.Is(values[i])) continue;
            if (Absent.Is(_values[i]))
            {
                _means[i] = new FloatMean(values[i]);
                _values[i] = 0;
            }
            else
            {
                _means[i].Add(values[i]);
            }
        }

        if (column.Histograms is null) return;
        _histograms ??= new HistogramFold(values.Length, notes);
        _histograms.Add(column, _values, isMean: true);
    }

    protected override SeriesColumn Result(Labels group)
    {
        var result = new SeriesColumn(group, _values);
        for (var i = 0; i < _values.Length; i++)
        {
            if (!Absent.Is(_values[i])) _values[i] = _means![i].Result;
        }

        _histograms?.Finish(result, isMean: true);
        return result;
    }
}
