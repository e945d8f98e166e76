using System.Collections.Frozen;

namespace Hotaru.Remote;

/// <summary>
/// Words for units of measure in UCUM notation. Source: the OpenTelemetry specification, "Prometheus and
/// OpenMetrics compatibility", and what Prometheus 3.14 makes of it.
/// </summary>
internal static class UnitNamer
{
    private static readonly FrozenDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        // Misspelt by the peer, and kept: a name must not depend on who received it.
        ["TiBy"] = "tibibytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["TBy"] = "terabytes",
        ["m"] = "meters",
        ["V"] = "volts",
        ["A"] = "amperes",
        ["J"] = "joules",
        ["W"] = "watts",
        ["g"] = "grams",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["1"] = "",
        ["%"] = "percent",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> PerUnits = new Dictionary<string, string>
    {
        ["s"] = "second",
        ["m"] = "minute",
        ["h"] = "hour",
        ["d"] = "day",
        ["w"] = "week",
        ["mo"] = "month",
        ["y"] = "year",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By/s is ("bytes", "per_second"); what stands in braces is a remark and no unit.</summary>
    public static (string Main, string Per) Suffixes(string unit)
    {
        var slash = unit.IndexOf('/', StringComparison.Ordinal);
        var main = (slash < 0 ? unit : unit[..slash]).Trim();
        var per = slash < 0 ? "" : unit[(slash + 1)..].Trim();
        return (
            IsWord(main) ? Units.GetValueOrDefault(main, main) : "",
            IsWord(per) ? "per_" + PerUnits.GetValueOrDefault(per, per) : "");
    }

    /// <summary>The unit of the family's metadata.</summary>
    public static string Build(string unit)
    {
        var (main, per) = Suffixes(unit);
        (main, per) = (Clean(main), Clean(per));
        var whole = main.Length > 0 && per.Length > 0 ? $"{main}_{per}" : main + per;
        if (whole.StartsWith('_')) whole = whole[1..];
        return whole.EndsWith('_') ? whole[..^1] : whole;
    }

    /// <summary>In the old alphabet, without underscores in a row or at the beginning.</summary>
    public static string Clean(string unit)
    {
        var text = new System.Text.StringBuilder(unit.Length);
        foreach (var c in unit)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == ':') text.Append(c);
            else if (text.Length > 0 && text[^1] != '_') text.Append('_');
        }

        return text.ToString();
    }

    private static bool IsWord(string unit) => unit.Length > 0 && unit.AsSpan().IndexOfAny('{', '}') < 0;
}
