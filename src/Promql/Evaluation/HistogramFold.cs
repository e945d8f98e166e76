namespace Hotaru.Promql;

/// <summary>The histograms of a group of sum or avg.</summary>
internal sealed class HistogramFold(int steps, RangeNotes notes)
{
    private readonly HistogramTotal?[] _totals = new HistogramTotal?[steps];
    private readonly bool[] _seen = new bool[steps];

    /// <param name="floats">The floats so far: where one came first, histograms only spoil the group.</param>
    public void Add(SeriesColumn column, double[] floats, bool isMean)
    {
        var name = column.Labels.MetricName;
        for (var i = 0; i < steps; i++)
        {
            if (column.Histogram(i) is not { } histogram) continue;
            _seen[i] = true;
            if (_totals[i] is null && !Absent.Is(floats[i])) continue;
            var total = _totals[i] ??= new HistogramTotal(notes);
            total.MetricName = name;
            if (isMean) total.AddToMean(histogram);
            else total.Add(histogram);
        }
    }

    public void Finish(SeriesColumn result, bool isMean)
    {
        for (var i = 0; i < steps; i++)
        {
            if (!_seen[i]) continue;
            if (result.HasFloat(i))
            {
                result.Clear(i);
                if (_totals[i] is not { IsBroken: true })
                    notes.Context.Annotations.Warn(notes.At, Texts.MixedAggregation);
                continue;
            }

            var histogram = isMean ? _totals[i]!.Mean() : _totals[i]!.Sum();
            if (histogram is not null) result.Set(i, histogram);
        }
    }
}
