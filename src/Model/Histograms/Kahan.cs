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
}
