using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>Numbers as people read them; the forms of Prometheus's humanize functions.</summary>
public static class Humanizing
{
    private static readonly string[] Large = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
    private static readonly string[] Small = ["m", "u", "n", "p", "f", "a", "z", "y"];
    private static readonly string[] Binary = ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

    /// <summary>A number, or a text that is one.</summary>
    /// <exception cref="TemplateCallException">The value is neither.</exception>
    public static double ToFloat(TemplateValue value) => value switch
    {
        FloatValue number => number.Value,
        IntValue whole => whole.Value,
        DurationValue duration => duration.Value.TotalSeconds,
        StringValue text => ParseFloat(text.Value),
        _ => throw new TemplateCallException($"can't convert {value.TypeName} to float"),
    };

    /// <summary>Four digits and a decimal prefix: 1.235k, 12m.</summary>
    public static string Decimal(double value)
    {
        if (value == 0 || !double.IsFinite(value)) return FourDigits(value);
        var prefix = "";
        if (Math.Abs(value) >= 1)
        {
            for (var i = 0; i < Large.Length && Math.Abs(value) >= 1000; i++) (prefix, value) =
                (Large[i], value / 1000);
        }
        else
        {
            for (var i = 0; i < Small.Length && Math.Abs(value) < 1; i++) (prefix, value) =
                (Small[i], value * 1000);
        }

        return FourDigits(value) + prefix;
    }

    /// <summary>Four digits and a binary prefix: 1.5Mi.</summary>
    public static string Powers1024(double value)
    {
        if (Math.Abs(value) <= 1 || !double.IsFinite(value)) return FourDigits(value);
        var prefix = "";
        for (var i = 0; i < Binary.Length && Math.Abs(value) >= 1024; i++) (prefix, value) =
            (Binary[i], value / 1024);
        return FourDigits(value) + prefix;
    }

    public static string Percentage(double value) => FourDigits(value * 100) + "%";

    /// <summary>Seconds as days to seconds where whole, as a fraction with a unit below a minute.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds)) return FourDigits(seconds);
        if (seconds == 0) return FourDigits(seconds) + "s";
        if (Math.Abs(seconds) < 1)
        {
            var prefix = "";
            for (var i = 0; i < Small.Length && Math.Abs(seconds) < 1; i++)
                (prefix, seconds) = (Small[i], seconds * 1000);
            return $"{FourDigits(seconds)}{prefix}s";
        }

        var sign = "";
        if (seconds < 0) (sign, seconds) = ("-", -seconds);
        var whole = seconds >= long.MaxValue ? long.MaxValue : (long)seconds;
        long days = whole / 86_400, hours = whole / 3600 % 24, minutes = whole / 60 % 60, rest = whole % 60;
        if (days > 0) return $"{sign}{days}d {hours}h {minutes}m {rest}s";
        if (hours > 0) return $"{sign}{hours}h {minutes}m {rest}s";
        if (minutes > 0) return $"{sign}{minutes}m {rest}s";
        return $"{sign}{FourDigits(seconds)}s";
    }

    private static string FourDigits(double value) => GoDecimal.Format(value, 'g', 4);

    private static double ParseFloat(string text)
    {
        var number = text.Trim() == text ? text.TrimStart('+') : "";
        switch (number.ToLowerInvariant())
        {
            case "inf" or "infinity": return double.PositiveInfinity;
            case "-inf" or "-infinity": return double.NegativeInfinity;
            case "nan": return double.NaN;
        }

        const NumberStyles styles =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (double.TryParse(number, styles, CultureInfo.InvariantCulture, out var value)) return value;
        throw new TemplateCallException($"strconv.ParseFloat: parsing {GoText.Quote(text)}: invalid syntax");
    }
}
