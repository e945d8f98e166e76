using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>The largest and smallest floats of a range, and their times.</summary>
internal static class Extremes
{
    public static bool Max(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!HasFloats(window, call)) return false;
        value = window.Values[0];
        foreach (var next in window.Values)
        {
            if (next > value || double.IsNaN(value)) value = next;
        }

        return true;
    }

    public static bool Min(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!HasFloats(window, call)) return false;
        value = window.Values[0];
        foreach (var next in window.Values)
        {
            if (next < value || double.IsNaN(value)) value = next;
        }

        return true;
    }

    public static bool TimeOfMax(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        TimeOf(window, call, 1, out value, out histogram);

    public static bool TimeOfMin(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        TimeOf(window, call, -1, out value, out histogram);

    internal static bool HasFloats(in RangeWindow window, RangeCall call)
    {
        if (window.FloatCount == 0) return false;
        if (window.HistogramCount > 0) call.Notes(window).IgnoredHistograms();
        return true;
    }

    private static bool TimeOf(
        in RangeWindow window, RangeCall call, int sign, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!HasFloats(window, call)) return false;
        var values = window.Values;
        var found = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (sign * values[i] >= sign * values[found] || double.IsNaN(values[found])) found = i;
        }

        value = window.Times[found] / 1000.0;
        return true;
    }
}
