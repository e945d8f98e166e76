using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>rate, increase and delta: the difference over a range, extrapolated to its edges.</summary>
internal static class Rates
{
    public static bool Rate(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Compute(window, call, isCounter: true, isRate: true, out value, out histogram);

    public static bool Increase(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Compute(window, call, isCounter: true, isRate: false, out value, out histogram);

    public static bool Delta(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Compute(window, call, isCounter: false, isRate: false, out value, out histogram);

    private static bool Compute(
        in RangeWindow window, RangeCall call, bool isCounter, bool isRate, out double value,
        out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (window.FloatCount > 0 && window.HistogramCount > 0)
        {
            call.Notes(window).Mixed();
            return false;
        }

        if (call.Anchored || call.Smoothed)
            return window.FloatCount > 0
                ? Extended.Rate(window, call, isCounter, isRate, out value)
                : Extended.Rate(window, call, isCounter, isRate, out histogram);
        if (window.HistogramCount > 0)
            return HistogramRates.Compute(window, call, isCounter, isRate, out histogram);
        return OfFloats(window, call, isCounter, isRate, out value);
    }

    private static bool OfFloats(
        in RangeWindow window, RangeCall call, bool isCounter, bool isRate, out double value)
    {
        var times = window.Times;
        var values = window.Values;
        var last = times.Length - 1;
        var starts = isCounter ? window.Starts : default;
        value = values[last] - values[0];
        if (isCounter) value += starts.IsEmpty ? ResetsIn(window) : ResetsByStart(window, call, starts);
        var range = new Extrapolation(window.StartMs, window.EndMs, times[0], times[last], last);
        if (BeganWithin(starts, window.StartMs, times[0]))
        {
            value += values[0];
            range = range.FromStart(starts[0]);
        }
        else if (last == 0)
        {
            return false;
        }
        else
        {
            var zero = isCounter && value > 0 && values[0] >= 0 ? values[0] / value : double.PositiveInfinity;
            range = range.Limited(zero);
        }

        value *= range.Factor(isRate ? call.RangeSeconds : 1);
        return true;
    }

    /// <summary>Whether counting began inside the range and before its first sample.</summary>
    internal static bool BeganWithin(ReadOnlySpan<long> starts, long rangeStartMs, long firstMs) =>
        starts.Length > 0 && starts[0] != 0 && starts[0] > rangeStartMs && starts[0] < firstMs;

    /// <summary>Whether a start timestamp says that counting began anew after the sample before.</summary>
    internal static bool IsStartReset(long previousStart, long previousMs, long start, long timeMs)
    {
        if (start == 0 || start >= timeMs || start < previousMs) return false;
        if (start > previousMs) return true;
        return previousStart <= previousMs && previousStart != 0 && previousStart != previousMs;
    }

    internal static bool StartsOverlap(long previousStart, long previousMs, long start) =>
        start != 0 && start < previousMs && start != previousStart;

    /// <summary>What was counted before each reset. The series knows its resets; most have none.</summary>
    private static double ResetsIn(in RangeWindow window)
    {
        var resets = window.Series.Resets;
        if (resets.IsEmpty) return 0;
        var values = window.Series.Values;
        var (from, end) = (window.First, window.First + window.FloatCount);
        var at = resets.BinarySearch(from + 1);
        if (at < 0) at = ~at;
        double sum = 0;
        for (; at < resets.Length && resets[at] < end; at++) sum += values[resets[at] - 1];
        return sum;
    }

    private static double ResetsByStart(in RangeWindow window, RangeCall call, ReadOnlySpan<long> starts)
    {
        var times = window.Times;
        var values = window.Values;
        var overlaps = false;
        double sum = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (!overlaps && StartsOverlap(starts[i - 1], times[i - 1], starts[i]))
            {
                call.Notes(window).StartOverlap();
                overlaps = true;
            }

            if (values[i] < values[i - 1] || IsStartReset(starts[i - 1], times[i - 1], starts[i], times[i]))
                sum += values[i - 1];
        }

        return sum;
    }
}
