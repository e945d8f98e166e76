using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Linear regression and exponential smoothing over a range.</summary>
internal static class Trends
{
    public static bool Derivative(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!HasTwo(window, call)) return false;
        (value, _) = Regression(window, window.Times[0]);
        return true;
    }

    public static bool Predict(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!HasTwo(window, call)) return false;
        var (slope, intercept) = Regression(window, window.TimeMs);
        value = slope * call.Scalars[0][window.Step] + intercept;
        return true;
    }

    public static bool Smooth(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        var smoothing = Factor(call.Scalars[0][window.Step], "smoothing factor", "sf");
        var trend = Factor(call.Scalars[1][window.Step], "trend factor", "tf");
        if (!HasTwo(window, call)) return false;
        var values = window.Values;
        double before = 0, now = values[0], slope = values[1] - values[0];
        for (var i = 1; i < values.Length; i++)
        {
            if (i > 1) slope = trend * (now - before) + (1 - trend) * slope;
            (before, now) = (now, smoothing * values[i] + (1 - smoothing) * (now + slope));
        }

        value = now;
        return true;
    }

    private static double Factor(double value, string name, string symbol)
    {
        if (value is > 0 and < 1) return value;
        throw QueryContext.Failure(
            $"invalid {name}. Expected: 0 < {symbol} < 1, got: "
                + $"{value.ToString("F6", CultureInfo.InvariantCulture)}");
    }

    private static bool HasTwo(in RangeWindow window, RangeCall call)
    {
        if (window.FloatCount > 0 && window.HistogramCount > 0) call.Notes(window).IgnoredHistograms();
        return window.FloatCount >= 2;
    }

    /// <summary>Slope per second, and the value at a time.</summary>
    private static (double Slope, double Intercept) Regression(in RangeWindow window, long interceptMs)
    {
        var times = window.Times;
        var values = window.Values;
        double sumX = 0, lostX = 0, sumY = 0, lostY = 0, sumXY = 0, lostXY = 0, sumXX = 0, lostXX = 0;
        var isConstant = true;
        for (var i = 0; i < values.Length; i++)
        {
            isConstant &= i == 0 || values[i] == values[0];
            var x = (times[i] - interceptMs) / 1e3;
            Kahan.Add(x, ref sumX, ref lostX);
            Kahan.Add(values[i], ref sumY, ref lostY);
            Kahan.Add(x * values[i], ref sumXY, ref lostXY);
            Kahan.Add(x * x, ref sumXX, ref lostXX);
        }

        if (isConstant) return double.IsInfinity(values[0]) ? (double.NaN, double.NaN) : (0, values[0]);
        double n = values.Length;
        (sumX, sumY, sumXY, sumXX) = (sumX + lostX, sumY + lostY, sumXY + lostXY, sumXX + lostXX);
        var slope = (sumXY - sumX * sumY / n) / (sumXX - sumX * sumX / n);
        return (slope, sumY / n - slope * sumX / n);
    }
}
