using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>stdvar and stddev by Welford's method.</summary>
internal sealed class VarianceFold(Labels labels, ColumnPool pool, RangeNotes notes, bool isDeviation)
    : GroupFold(labels, pool)
{
    private readonly double[] _squares = pool.Rent();
    private double[]? _means;
    private double[]? _counts;

    protected override void Fold(SeriesColumn column)
    {
        _means ??= new double[_squares.Length];
        _counts ??= new double[_squares.Length];
        var values = column.Values;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (Absent.Is(value)) continue;
            if (Absent.Is(_squares[i]))
            {
                _squares[i] = double.IsFinite(value) ? 0 : double.NaN;
                (_means[i], _counts[i]) = (value, 1);
                continue;
            }

            _counts[i]++;
            var delta = value - _means[i];
            _means[i] += delta / _counts[i];
            _squares[i] += delta * (value - _means[i]);
        }

        if (column.Histograms is not null && Array.Exists(column.Histograms, h => h is not null))
            notes.Context.Annotations.Inform(
                notes.At, Texts.IgnoredInAggregation(isDeviation ? "stddev" : "stdvar"));
    }

    protected override SeriesColumn Result(Labels group)
    {
        for (var i = 0; i < _squares.Length; i++)
        {
            if (Absent.Is(_squares[i])) continue;
            var variance = _squares[i] / _counts![i];
            _squares[i] = isDeviation ? Math.Sqrt(variance) : variance;
        }

        return new SeriesColumn(group, _squares);
    }
}
