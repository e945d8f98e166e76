namespace Hotaru.Promql;

/// <summary>Functions whose edge cases differ between Go and .NET.</summary>
internal static class GoMath
{
    /// <summary>An infinity wins over NaN in Go's Max.</summary>
    public static double Max(double a, double b) =>
        double.IsPositiveInfinity(a) || double.IsPositiveInfinity(b) ? double.PositiveInfinity
            : Math.Max(a, b);

    public static double Min(double a, double b) =>
        double.IsNegativeInfinity(a) || double.IsNegativeInfinity(b) ? double.NegativeInfinity
            : Math.Min(a, b);

    /// <summary>Float to int64 as Go does it on amd64: what does not fit is the smallest number.</summary>
    public static long ToInt64(double value) =>
        value is >= -9.2233720368547758E18 and < 9.2233720368547758E18 ? (long)value : long.MinValue;
}
