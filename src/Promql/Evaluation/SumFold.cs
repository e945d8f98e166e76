using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>sum: floats with compensation; a group with floats and histograms has no sum.</summary>
internal sealed class SumFold(Labels labels, ColumnPool pool, RangeNotes notes) : GroupFold(labels, pool)
{
    private readonly double[] _sum = pool.Rent();
    private double[]? _compensation;
    private HistogramFold? _histograms;

    protected override void Fold(SeriesColumn column)
    {
        _compensation ??= new double[_sum.Length];
        var (sum, lost, values) = (_sum, _compensation, column.Values);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (Absent.Is(value)) continue;
            if (Absent.Is(sum[i])) sum[i] = value;
            else Kahan.Add(value, ref sum[i], ref lost[i]);
        }

        if (column.Histograms is null) return;
        _histograms ??= new HistogramFold(values.Length, notes);
        _histograms.Add(column, _sum, isMean: false);
    }

    protected override SeriesColumn Result(Labels group)
    {
        var result = new SeriesColumn(group, _sum);
        for (var i = 0; i < _sum.Length; i++)
        {
            if (!Absent.Is(_sum[i])) _sum[i] += _compensation![i];
        }

        _histograms?.Finish(result, isMean: false);
        return result;
    }
}
