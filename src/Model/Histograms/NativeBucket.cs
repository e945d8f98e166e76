namespace Hotaru.Model;

/// <summary>One bucket of a native histogram with its bounds.</summary>
/// <param name="Index">Within its schema; custom buckets count from 0.</param>
public readonly record struct NativeBucket(
    double Lower, double Upper, bool LowerInclusive, bool UpperInclusive, double Count, int Index)
{
    /// <summary>
    /// The part of the bucket below a value, interpolated linearly or over the logarithm of the bounds.
    /// </summary>
    public double FractionBelow(double value, bool linear)
    {
        if (linear) return (value - Lower) / (Upper - Lower);
        var lower = Math.Log2(Math.Abs(Lower));
        var upper = Math.Log2(Math.Abs(Upper));
        var at = Math.Log2(Math.Abs(value));
        return value > 0 ? (at - lower) / (upper - lower) : 1 - (at - upper) / (lower - upper);
    }

    /// <summary><c>(0.5,1]:3</c></summary>
    public override string ToString() =>
        $"{(LowerInclusive ? '[' : '(')}{GoFloat.General(Lower)},{GoFloat.General(Upper)}"
        + $"{(UpperInclusive ? ']' : ')')}:{GoFloat.General(Count)}";
}
