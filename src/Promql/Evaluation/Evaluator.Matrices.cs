using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Ranges that are the result of an instant query.</summary>
internal sealed partial class Evaluator
{
    /// <summary>The samples of a range selector at the only step.</summary>
    public List<MatrixSeries> Samples(MatrixSelector node)
    {
        var times = SelectorTimes.Of(node.Vector.Time, _context.Root);
        var call = new RangeCall
        {
            Function = "",
            Context = _context,
            At = node.At,
            RangeMs = RangeOf(node),
            Anchored = node.Vector.Anchored,
            Smoothed = node.Vector.Smoothed,
        };
        var (before, after) = Extension(call);
        var until = times.First(_window);
        var from = until - call.RangeMs;
        using var set = Open(node.Vector.Matchers, from - before + 1, until + after, call.RangeMs, "");
        var buffer = new RangeSeries();
        var result = new List<MatrixSeries>();
        foreach (var series in (IEnumerable<ISeries>)set)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Fill(series, buffer, from - before + 1, until + after);
            buffer.Load(series.Labels.MetricName);
            var samples = SamplesOf(series.Labels, buffer, call, from, until);
            _context.Count(samples.Floats.Count + samples.Histograms.Count);
            if (samples.Floats.Count + samples.Histograms.Count > 0) result.Add(samples);
        }

        result.Sort((a, b) => a.Labels.CompareTo(b.Labels));
        return result;
    }

    /// <summary>The columns of a subquery and the times of their steps.</summary>
    public (List<SeriesColumn> Columns, QueryWindow Times) SubqueryColumns(SubqueryExpression node)
    {
        var times = SubqueryWindow(node, SelectorTimes.Of(node.Time, _context.Root));
        var inner = new Evaluator(_context, times);
        return (inner.Finish(inner.Vector(node.Inner)), times);
    }

    private static MatrixSeries SamplesOf(
        Labels labels, RangeSeries series, RangeCall call, long from, long until)
    {
        if ((call.Anchored || call.Smoothed) && series.HistogramCount > 0)
            throw QueryContext.Failure(
                $"{(call.Anchored ? "anchored" : "smoothed")} modifier is not supported with histograms");
        var histograms = new HistogramSample[series.HistogramCount];
        for (var i = 0; i < histograms.Length; i++)
            histograms[i] = new HistogramSample(series.HistogramTimes[i], series.Histograms[i]);
        var floats = new List<Sample>();
        if (call.Anchored || call.Smoothed) Extended.Samples(series, from, until, call.Smoothed, floats);
        else
        {
            for (var i = 0; i < series.FloatCount; i++)
                floats.Add(new Sample(series.Times[i], series.Values[i]));
        }

        return new MatrixSeries(labels, [.. floats], histograms);
    }
}
