namespace Hotaru.Model;

/// <summary>Summation that keeps what rounding loses (Kahan, with Neumaier's improvement).</summary>
public static class Kahan
{
    /// <summary>Adds to a sum; the true sum is sum + lost.</summary>
    public static void Add(double value, ref double sum, ref double lost)
    {
        var total = sum + value;
        if (double.IsInfinity(total)) lost = 0;
        else if (Math.Abs(sum) >= Math.Abs(value)) lost += sum - total + value;
        else lost += value - total + sum;
        sum = total;
    }

    /// <summary>
    /// The sum of many values in one go. Once it is infinite, or NaN, what was lost means nothing.
    /// </summary>
    public static (double Sum, double Lost) Sum(ReadOnlySpan<double> values)
    {
        double sum = 0, lost = 0;
        foreach (var value in values)
        {
            var total = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
            sum = total;
        }

        return (sum, lost);
    }
}
