using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Quantiles, deviations and variances of the floats of a range.</summary>
internal static class Distributions
{
    public static bool Quantile(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (window.FloatCount == 0) return false;
        var q = call.Scalars[0][window.Step];
        if (!(q is >= 0 and <= 1)) call.Context.Annotations.Warn(call.At, Texts.BadQuantile(q));
        if (window.HistogramCount > 0) call.Notes(window).IgnoredHistograms();
        value = Quantiles.Of(q, window.Values.ToArray());
        return true;
    }

    public static bool MedianDeviation(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (double.NaN, null);
        if (!Extremes.HasFloats(window, call)) return false;
        var values = window.Values.ToArray();
        if (Array.Exists(values, double.IsNaN)) return true;
        var median = Quantiles.Of(0.5, values);
        for (var i = 0; i < values.Length; i++) values[i] = Math.Abs(values[i] - median);
        value = Quantiles.Of(0.5, values);
        return true;
    }

    public static bool StandardDeviation(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        var found = Variance(window, call, out value, out histogram);
        value = Math.Sqrt(value);
        return found;
    }

    public static bool Variance(
        in RangeWindow window, RangeCall call, out double value, out FloatHistogram? histogram)
    {
        (value, histogram) = (0, null);
        if (!Extremes.HasFloats(window, call)) return false;
        double count = 0, mean = 0, meanLost = 0, squares = 0, squaresLost = 0;
        foreach (var next in window.Values)
        {
            count++;
            var delta = next - (mean + meanLost);
            Kahan.Add(delta / count, ref mean, ref meanLost);
            Kahan.Add(delta * (next - (mean + meanLost)), ref squares, ref squaresLost);
        }

        value = (squares + squaresLost) / count;
        return true;
    }
}
