using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Sums, averages, counts, first and last values of a range.</summary>
internal static class OverTime
{
    public static bool Count(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (window.FloatCount + window.HistogramCount, null);
        return true;
    }

    public static bool Present(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (1, null);
        return true;
    }

    public static bool First(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        var cursor = new MixedCursor(window);
        cursor.Next();
        (value, histogram) = (cursor.Value, cursor.Histogram);
        return true;
    }

    public static bool Last(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        var cursor = new MixedCursor(window, fromEnd: true);
        cursor.Back();
        (value, histogram) = (cursor.Value, cursor.Histogram);
        return true;
    }

    public static bool TimeOfFirst(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        var cursor = new MixedCursor(window);
        cursor.Next();
        (value, histogram) = (cursor.TimeMs / 1000.0, null);
        return true;
    }

    public static bool TimeOfLast(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        var cursor = new MixedCursor(window, fromEnd: true);
        cursor.Back();
        (value, histogram) = (cursor.TimeMs / 1000.0, null);
        return true;
    }

    public static bool Sum(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (IsMixed(window, call)) return false;
        if (window.FloatCount == 0)
        {
            var total = new HistogramTotal(call.Notes(window));
            foreach (var next in window.Histograms) total.Add(next);
            histogram = total.Sum();
            return histogram is not null;
        }

        var (sum, lost) = Kahan.Sum(window.Values);
        value = double.IsInfinity(sum) ? sum : sum + lost;
        return true;
    }

    public static bool Average(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (IsMixed(window, call)) return false;
        if (window.FloatCount == 0)
        {
            var total = new HistogramTotal(call.Notes(window));
            foreach (var next in window.Histograms) total.AddToMean(next);
            histogram = total.Mean();
            return histogram is not null;
        }

        value = Mean(window.Values);
        return true;
    }

    /// <summary>A sum that is finite at its end was so all the way; else the careful way is gone.</summary>
    private static double Mean(ReadOnlySpan<double> values)
    {
        var (sum, lost) = Kahan.Sum(values);
        if (double.IsFinite(sum)) return sum / values.Length + lost / values.Length;
        var mean = new FloatMean(values[0]);
        foreach (var value in values[1..]) mean.Add(value);
        return mean.Result;
    }

    private static bool IsMixed(in RangeWindow window, RangeCall call)
    {
        if (window.FloatCount == 0 || window.HistogramCount == 0) return false;
        call.Notes(window).Mixed();
        return true;
    }
}
