using System.Globalization;

namespace Hotaru.Client;

/// <summary>
/// Names of .NET as Prometheus writes them: http.requests in "s" is http_requests_seconds, and a counter ends
/// with _total.
/// </summary>
internal static class MetricNames
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["%"] = "percent",
        ["Cel"] = "celsius",
    };

    public static string Family(string name, string? unit, InstrumentKind kind)
    {
        var family = Clean(name);
        if (unit is not null && Units.TryGetValue(unit, out var word)
            && !family.EndsWith("_" + word, StringComparison.Ordinal))
            family += "_" + word;
        var isCounter = kind is InstrumentKind.Counter or InstrumentKind.ObservableCounter;
        return isCounter && !family.EndsWith("_total", StringComparison.Ordinal) ? family + "_total" : family;
    }

    /// <summary>
    /// Tags as labels, sorted; empty ones are left out, and of two with one name the last wins.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Labels(ReadOnlySpan<KeyValuePair<string,
        object?>> tags)
    {
        if (tags.IsEmpty) return [];
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture);
            if (!string.IsNullOrEmpty(text)) labels[Clean(name)] = text;
        }

        return [.. labels];
    }

    private static string Clean(string name)
    {
        var text = string.Create(name.Length, name, static (span, from) =>
        {
            for (var i = 0; i < from.Length; i++) span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i]
                : '_';
        });
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }
}
