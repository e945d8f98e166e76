using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Values of a series between its samples, for smoothed instant selectors.</summary>
internal sealed class Smoothing(RangeSeries series, QueryContext context, TextRange at)
{
    /// <summary>
    /// Sets the step's value from the samples within the lookback before and after the time.
    /// </summary>
    public void At(long timeMs, int step, SeriesColumn column)
    {
        var (from, until) = (timeMs - context.LookbackMs, timeMs + context.LookbackMs);
        var (first, end) = Bounds(series.Times, from, until);
        var (firstHistogram, endHistogram) = Bounds(series.HistogramTimes, from, until);
        if (first == end && firstHistogram == endHistogram) return;
        if (first < end && firstHistogram < endHistogram)
        {
            context.Annotations.Warn(at, Texts.Mixed(series.MetricName));
            return;
        }

        if (first < end) Float(timeMs, first, end, step, column);
        else Histogram(timeMs, firstHistogram, endHistogram, step, column);
    }

    private void Float(long timeMs, int first, int end, int step, SeriesColumn column)
    {
        var times = series.Times;
        var values = series.Values;
        var next = first;
        while (next < end && times[next] < timeMs) next++;
        if (next < end && times[next] == timeMs) column.Values[step] = values[next];
        else if (next > first && next < end)
            column.Values[step] = Extended.Interpolate(
                times[next - 1], values[next - 1], times[next], values[next], timeMs, isCounter: false);
        else if (next > first) column.Values[step] = values[next - 1];
    }

    private void Histogram(long timeMs, int first, int end, int step, SeriesColumn column)
    {
        var times = series.HistogramTimes;
        var histograms = series.Histograms;
        var next = first;
        while (next < end && times[next] < timeMs) next++;
        if (next < end && times[next] == timeMs)
        {
            column.Set(step, histograms[next]);
        }
        else if (next > first && next < end)
        {
            var (before, after) = (histograms[next - 1], histograms[next]);
            var isCounter = before.CounterResetHint != CounterResetHint.Gauge
                || after.CounterResetHint != CounterResetHint.Gauge;
            var notes = new RangeNotes(context, at, series.MetricName);
            if (Extended.Interpolate(
                before, times[next - 1], after, times[next], timeMs, isCounter, notes) is { } found)
                column.Set(step, found);
        }
        else if (next > first)
        {
            column.Set(step, histograms[next - 1].WithHint(CounterResetHint.Unknown));
        }
    }

    private static (int First, int End) Bounds(ReadOnlySpan<long> times, long from, long until)
    {
        var first = 0;
        while (first < times.Length && times[first] <= from) first++;
        var end = first;
        while (end < times.Length && times[end] <= until) end++;
        return (first, end);
    }
}
