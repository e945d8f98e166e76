using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Differences over anchored ranges, which begin with the last sample before them, and smoothed ones, whose
/// values at the edges are interpolated.
/// </summary>
internal static class Extended
{
    public static bool Rate(
        in RangeWindow window, RangeCall call, bool isCounter, bool isRate, out double value)
    {
        var times = window.Times;
        var values = window.Values;
        value = 0;
        if (!Edges(times, window, call.Smoothed, out var first, out var last)) return false;
        var left = call.Smoothed && times[first] < window.StartMs
            ? Interpolate(
                times[first], values[first], times[first + 1], values[first + 1], window.StartMs, isCounter)
            : values[first];
        var right = call.Smoothed && last > 0 && times[last] > window.EndMs
            ? Interpolate(
                times[last - 1], values[last - 1], times[last], values[last], window.EndMs, isCounter)
            : values[last];
        value = right - left;
        if (isCounter)
        {
            if (times[first] <= window.StartMs) first++;
            if (times[last] >= window.EndMs) last--;
            value += Resets(left, right, first <= last ? values[first..(last + 1)] : default);
        }

        if (isRate) value /= call.RangeSeconds;
        return true;
    }

    public static bool Rate(
        in RangeWindow window, RangeCall call, bool isCounter, bool isRate, out FloatHistogram? result)
    {
        var times = window.HistogramTimes;
        var all = window.Histograms;
        var notes = call.Notes(window);
        result = null;
        if (!Edges(times, window, call.Smoothed, out var first, out var last)) return false;
        if (!IsUniform(all[first..(last + 1)], isCounter, notes)) return false;
        var left = call.Smoothed && times[first] < window.StartMs
            ? Interpolate(
                all[first], times[first], all[first + 1], times[first + 1], window.StartMs, isCounter, notes)
            : all[first];
        var right = call.Smoothed && last > 0 && times[last] > window.EndMs
            ? Interpolate(
                all[last - 1], times[last - 1], all[last], times[last], window.EndMs, isCounter, notes)
            : all[last];
        if (left is null || right is null) return false;
        if (!isCounter && (left.CounterResetHint != CounterResetHint.Gauge
            || right.CounterResetHint != CounterResetHint.Gauge))
            notes.NotGauge();
        var sum = Subtract(right, left, notes);
        if (sum is not null && isCounter)
            sum = WithResets(sum, window, call.Smoothed, first, last, left, right, notes);
        if (sum is null) return false;
        result = sum.ToHistogram();
        if (isRate) result = result.DividedBy(call.RangeSeconds);
        result = result.Compacted().WithHint(CounterResetHint.Gauge);
        return true;
    }

    /// <summary>The samples of an extended range with a value at each of its edges.</summary>
    public static void Samples(
        RangeSeries series, long startMs, long endMs, bool smoothed, List<Sample> samples)
    {
        var times = series.Times;
        var values = series.Values;
        if (times.IsEmpty) return;
        var window = new RangeWindow(series, 0, times.Length, 0, 0) { StartMs = startMs, EndMs = endMs };
        if (!Edges(times, window, smoothed, out var first, out var last)) return;
        var left = smoothed && times[first] < startMs
            ? Interpolate(times[first], values[first], times[first + 1], values[first + 1], startMs, false)
            : values[first];
        var right = smoothed && last > 0 && times[last] > endMs
            ? Interpolate(times[last - 1], values[last - 1], times[last], values[last], endMs, false)
            : values[last];
        if (times[first] <= startMs) first++;
        if (times[last] >= endMs) last--;
        samples.Add(new Sample(startMs, left));
        for (var i = first; i <= last; i++) samples.Add(new Sample(times[i], values[i]));
        samples.Add(new Sample(endMs, right));
    }

    /// <summary>The value between two samples; a counter that fell began anew from zero.</summary>
    public static double Interpolate(
        long beforeMs, double before, long afterMs, double after, long timeMs, bool isCounter)
    {
        if (isCounter && after < before) before = 0;
        return before + (after - before) * (timeMs - beforeMs) / (afterMs - beforeMs);
    }

    public static FloatHistogram? Interpolate(
        FloatHistogram before, long beforeMs, FloatHistogram after, long afterMs, long timeMs, bool isCounter,
        RangeNotes notes)
    {
        if (timeMs == beforeMs) return before;
        if (timeMs == afterMs) return after;
        var fraction = (double)(timeMs - beforeMs) / (afterMs - beforeMs);
        if (isCounter && before.UsesCustomBuckets == after.UsesCustomBuckets && after.IsResetFrom(before))
            return after.Times(fraction);
        var difference = Subtract(after, before, notes);
        var result = difference?.Times(fraction).Plus(before);
        if (result is { BoundsReconciled: true }) notes.Reconciled(Texts.Addition);
        return result?.ToHistogram();
    }

    private static HistogramSum? Subtract(FloatHistogram from, FloatHistogram other, RangeNotes notes)
    {
        var result = from.Minus(other);
        if (result is null) notes.MixedSchemas();
        else if (result.BoundsReconciled) notes.Reconciled(Texts.Subtraction);
        return result;
    }

    /// <summary>The first and last sample that count; false where none lies in the range.</summary>
    private static bool Edges(
        ReadOnlySpan<long> times, in RangeWindow window, bool smoothed, out int first, out int last)
    {
        last = times.Length - 1;
        first = 0;
        while (first < last && times[first] <= window.StartMs) first++;
        first = Math.Max(0, first - 1);
        if (smoothed)
        {
            var at = 0;
            while (at < last && times[at] < window.EndMs) at++;
            last = at;
        }

        return times[last] > window.StartMs && !(smoothed && times[first] > window.EndMs);
    }

    private static double Resets(double left, double right, ReadOnlySpan<double> between)
    {
        double sum = 0;
        var previous = left;
        foreach (var value in between)
        {
            if (value < previous) sum += previous;
            previous = value;
        }

        return right < previous ? sum + previous : sum;
    }

    private static bool IsUniform(ReadOnlySpan<FloatHistogram> all, bool isCounter, RangeNotes notes)
    {
        foreach (var histogram in all)
        {
            if (histogram.UsesCustomBuckets != all[0].UsesCustomBuckets)
            {
                notes.MixedSchemas();
                return false;
            }

            if (isCounter && histogram.CounterResetHint == CounterResetHint.Gauge) notes.NotCounter();
        }

        return true;
    }

    private static HistogramSum? WithResets(
        HistogramSum sum, in RangeWindow window, bool smoothed, int firstIndex, int lastIndex,
            FloatHistogram left,
        FloatHistogram right, RangeNotes notes)
    {
        var times = window.HistogramTimes;
        var all = window.Histograms;
        var first = firstIndex + 1;
        var previous = left;
        if (smoothed && times[firstIndex] < window.StartMs
            && all[firstIndex + 1].IsResetFrom(all[firstIndex]))
        {
            // The value at the left edge already counts from zero.
            previous = all[firstIndex + 1];
            first++;
        }

        if (first > lastIndex) return sum;
        HistogramSum? result = sum;
        for (var i = first; i <= lastIndex && result is not null; i++)
        {
            var next = i == lastIndex ? right : all[i];
            if (next.IsResetFrom(previous))
            {
                result = result.Plus(previous);
                if (result is null) notes.MixedSchemas();
                else if (result.BoundsReconciled) notes.Reconciled(Texts.Addition);
            }

            previous = next;
        }

        return result;
    }
}
