using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Instant vector selectors.</summary>
internal sealed partial class Evaluator
{
    private IEnumerable<SeriesColumn> Select(VectorSelector node)
    {
        if (node.Smoothed) return Smoothed(node);
        var times = SelectorTimes.Of(node.Time, _context.Root);
        return Instants(node.Matchers, times, InstantValue.Sample, _context.StatsOnly.Contains(node));
    }

    /// <summary>Info metrics: the times of their samples, in milliseconds.</summary>
    public IEnumerable<SeriesColumn> InfoInstants(IReadOnlyList<Matcher> matchers, SelectorTimes times) =>
        Instants(matchers, times, InstantValue.TimeMs);

    /// <summary>A selector's newest samples at every step: their values or their times.</summary>
    private IEnumerable<SeriesColumn> Instants(
        IReadOnlyList<Matcher> matchers, SelectorTimes times, InstantValue wanted, bool statsOnly = false)
    {
        var (first, last) = (times.First(_window) - _context.LookbackMs + 1, times.Last(_window));
        // As in Prometheus, @ makes timestamp() look at samples from before the offset as if there were none.
        if (wanted is InstantValue.Time or InstantValue.StartTime && times.AtMs is not null)
            times = times with { OffsetMs = 0 };
        using var set = Open(matchers, first, last, 0, wanted == InstantValue.Sample ? "" : "timestamp");
        foreach (var column in new SeriesReader(_context, set)
            .Read((series, buffer) =>
        {
            var raw = Fill(series, buffer, first, last);
            if (statsOnly) HistogramStats.Apply(raw);
            var column = NewColumn(series.Labels);
            var found = FillInstants(raw, column, times, wanted);
            _context.Release(raw.Count);
            if (found == 0)
            {
                _pool.Return(column.Values);
                return null;
            }

            _context.Count(found);
            _context.Hold(column.SampleCount());
            return column;
        })) yield return column;
    }

    private int FillInstants(SampleBuffer raw, SeriesColumn column, SelectorTimes times, InstantValue wanted)
    {
        var stamps = raw.Timestamps;
        var values = raw.Values;
        var histograms = raw.Histograms;
        var lookback = _context.LookbackMs;
        int next = 0, found = 0;
        for (var step = 0; step < _steps; step++)
        {
            var reference = times.Reference(_window.TimeAt(step));
            while (next < stamps.Length && stamps[next] <= reference) next++;
            var at = next - 1;
            if (at < 0 || stamps[at] <= reference - lookback) continue;
            var histogram = histograms.IsEmpty ? null : histograms[at];
            if (histogram is null ? StaleMarker.Is(values[at]) : histogram.IsStale) continue;
            found++;
            switch (wanted)
            {
                case InstantValue.Time: column.Values[step] = stamps[at] / 1000.0; break;
                case InstantValue.TimeMs:
                    column.Values[step] = stamps[at];
                    if (histogram is not null) column.Set(step, histogram);
                    break;
                case InstantValue.StartTime:
                    column.Values[step] = raw.HasStarts ? raw.StartTimestamps[at] / 1000.0 : 0;
                    break;
                default: column.Set(step, values[at], histogram); break;
            }
        }

        return found;
    }

    /// <summary>Opens a selection; the caller disposes it. Times are inclusive.</summary>
    private ISeriesSet Open(
        IReadOnlyList<Matcher> matchers, long minMs, long maxMs, long rangeMs, string function)
    {
        ISeriesSet set;
        try
        {
            var selection = new SeriesSelection(matchers, minMs, maxMs, _window.StepMs, rangeMs, function);
            set = _context.Source.Select(selection, _context.Cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or QueryException))
        {
            throw new QueryException(QueryErrorType.Internal, $"expanding series: {e.Message}", e);
        }

        foreach (var warning in set.Warnings) _context.Annotations.AddStorageWarning(warning);
        return set;
    }

    private SampleBuffer Fill(ISeries series, RangeSeries buffer, long minMs, long maxMs)
    {
        try
        {
            series.Read(minMs, maxMs, buffer.Raw);
        }
        catch (Exception e) when (e is not (OperationCanceledException or QueryException))
        {
            throw new QueryException(QueryErrorType.Internal, $"reading {series.Labels}: {e.Message}", e);
        }

        _context.CountRead(1, buffer.Raw.Count);
        _context.Hold(buffer.Raw.Count);
        return buffer.Raw;
    }

    /// <summary>smoothed: the value is interpolated between the samples before and after the step.</summary>
    private IEnumerable<SeriesColumn> Smoothed(VectorSelector node)
    {
        var times = SelectorTimes.Of(node.Time, _context.Root);
        var (first, last) =
            (times.First(_window) - _context.LookbackMs + 1, times.Last(_window) + _context.LookbackMs);
        using var set = Open(node.Matchers, first, last, 0, "");
        foreach (var column in new SeriesReader(_context, set)
            .Read((series, buffer) =>
        {
            Fill(series, buffer, first, last);
            buffer.Load(series.Labels.MetricName);
            var column = NewColumn(series.Labels);
            var smoothing = new Smoothing(buffer, _context, node.At);
            for (var step = 0; step < _steps; step++)
                smoothing.At(times.Reference(_window.TimeAt(step)), step, column);
            _context.Release(buffer.Raw.Count);
            if (column.IsEmpty()) return null;
            _context.Hold(column.SampleCount());
            return column;
        })) yield return column;
    }
}
