using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>irate and idelta: the difference between the last two samples of a range.</summary>
internal static class InstantRates
{
    public static bool Rate(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Compute(window, call, true, out value, out histogram);

    public static bool Delta(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram) =>
        Compute(window, call, false, out value, out histogram);

    private static bool Compute(
        in RangeWindow window, RangeCall call, bool isRate, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (window.FloatCount + window.HistogramCount < 2) return false;
        var cursor = new MixedCursor(window, fromEnd: true);
        cursor.Back();
        var (time, start, now, nowHistogram) =
            (cursor.TimeMs, cursor.StartMs, cursor.Value, cursor.Histogram);
        cursor.Back();
        var interval = time - cursor.TimeMs;
        if (interval == 0) return false;
        var restarted = Rates.IsStartReset(cursor.StartMs, cursor.TimeMs, start, time);
        if (nowHistogram is null != cursor.Histogram is null)
        {
            call.Notes(window).Mixed();
            return false;
        }

        if (nowHistogram is null)
        {
            value = isRate && (now < cursor.Value || restarted) ? now : now - cursor.Value;
            if (isRate) value /= interval / 1000.0;
            return true;
        }

        histogram = Difference(cursor.Histogram!, nowHistogram, isRate, restarted, call.Notes(window));
        if (histogram is not null && isRate) histogram = histogram.DividedBy(interval / 1000.0);
        return histogram is not null;
    }

    private static FloatHistogram? Difference(
        FloatHistogram before, FloatHistogram now, bool isRate, bool restarted, RangeNotes notes)
    {
        var gauges = (now.CounterResetHint == CounterResetHint.Gauge ? 1 : 0)
            + (before.CounterResetHint == CounterResetHint.Gauge ? 1 : 0);
        if (isRate && gauges > 0) notes.NotCounter();
        if (!isRate && gauges < 2) notes.NotGauge();
        var result = now;
        if (!isRate || (!restarted && !now.IsResetFrom(before)))
        {
            var sum = now.Minus(before);
            if (sum is null)
            {
                notes.MixedSchemas();
                return null;
            }

            if (sum.BoundsReconciled) notes.Reconciled(Texts.Subtraction);
            result = sum.ToHistogram();
        }

        return result.Compacted().WithHint(CounterResetHint.Gauge);
    }
}
