using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>resets and changes: how often something happens between neighbouring samples.</summary>
internal static class Transitions
{
    public static bool Resets(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Count(window, call, resets: true, out value, out histogram);

    public static bool Changes(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Count(window, call, resets: false, out value, out histogram);

    private static bool Count(
        in RangeWindow window, RangeCall call, bool resets, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!FirstSamples(window, call, out var firstFloat, out var firstHistogram)) return false;
        var cursor = new MixedCursor(window, false, firstFloat, firstHistogram);
        cursor.Next();
        var (time, start, before, beforeHistogram) =
            (cursor.TimeMs, cursor.StartMs, cursor.Value, cursor.Histogram);
        while (cursor.Next())
        {
            bool happened;
            if (beforeHistogram is null != cursor.Histogram is null) happened = true;
            else if (resets)
                happened = Rates.IsStartReset(start, time, cursor.StartMs, cursor.TimeMs)
                    || (cursor.Histogram is null ? cursor.Value < before
                        : cursor.Histogram.IsResetFrom(beforeHistogram!));
            else happened = cursor.Histogram is null
                ? cursor.Value != before && !(double.IsNaN(cursor.Value) && double.IsNaN(before))
                : !cursor.Histogram.SameAs(beforeHistogram!);
            if (happened) value++;
            (time, start, before, beforeHistogram) =
                (cursor.TimeMs, cursor.StartMs, cursor.Value, cursor.Histogram);
        }

        return true;
    }

    /// <summary>
    /// An anchored range begins with the last sample at or before its start, where there is one.
    /// </summary>
    private static bool FirstSamples(
        in RangeWindow window, RangeCall call, out int firstFloat, out int firstHistogram)
    {
        (firstFloat, firstHistogram) = (0, 0);
        if (!call.Anchored) return true;
        var lastFloat = LastUntil(window.Times, window.StartMs);
        var lastHistogram = LastUntil(window.HistogramTimes, window.StartMs);
        if (lastFloat + 1 >= window.FloatCount && lastHistogram + 1 >= window.HistogramCount) return false;
        if (lastFloat < 0 && lastHistogram < 0) return true;
        var floatIsLater = lastHistogram < 0
            || (lastFloat >= 0 && window.Times[lastFloat] >= window.HistogramTimes[lastHistogram]);
        firstFloat = floatIsLater ? lastFloat : lastFloat + 1;
        firstHistogram = floatIsLater ? lastHistogram + 1 : lastHistogram;
        return true;
    }

    private static int LastUntil(ReadOnlySpan<long> times, long untilMs)
    {
        var count = 0;
        while (count < times.Length && times[count] <= untilMs) count++;
        return count - 1;
    }
}
