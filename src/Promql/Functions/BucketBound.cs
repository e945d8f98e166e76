using System.Globalization;

namespace Hotaru.Promql;

/// <summary>The value of an le label.</summary>
internal static class BucketBound
{
    public static bool TryParse(string text, out double bound)
    {
        var unsigned = text.AsSpan().TrimStart("+-");
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            bound = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            bound = double.NaN;
            return true;
        }

        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out bound);
    }
}
