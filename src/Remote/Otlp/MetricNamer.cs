namespace Hotaru.Remote;

/// <summary>
/// The name of a family for a metric's name, unit and kind. Source: as <see cref="UnitNamer"/>.
/// </summary>
internal static class MetricNamer
{
    /// <exception cref="FormatException">Nothing is left of the name.</exception>
    public static string Build(OtlpMetric metric, OtlpModel model)
    {
        if (!model.Escapes)
        {
            if (metric.Name.Length == 0) throw new FormatException("a metric has no name");
            return model.AddsSuffixes ? WithSuffixes(metric) : metric.Name;
        }

        var name = model.AddsSuffixes ? Escaped(metric) : Escaped(metric.Name);
        if (name == metric.Name && name.Length > 0) return name;
        return name.AsSpan().IndexOfAnyExcept('_') >= 0
            ? name
            : throw new FormatException(
                $"metric \"{metric.Name}\" has no letter or digit that a name could be made of");
    }

    private static bool IsRatio(OtlpMetric metric) => metric.Unit == "1" && metric.Kind == OtlpKind.Gauge;

    private static bool IsCounter(OtlpMetric metric) => metric.Kind == OtlpKind.Sum && metric.IsMonotonic;

    private static string Escaped(string name)
    {
        var parts = Split(name, static c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_');
        return Begin(string.Join('_', parts));
    }

    private static string Escaped(OtlpMetric metric)
    {
        var tokens = Split(metric.Name, static c => char.IsAsciiLetterOrDigit(c) || c == ':');
        var (main, per) = UnitNamer.Suffixes(metric.Unit);
        AddUnits(tokens, UnitNamer.Clean(main), UnitNamer.Clean(per));
        if (IsCounter(metric)) Last(tokens, "total");
        if (IsRatio(metric)) Last(tokens, "ratio");
        return Begin(string.Join('_', tokens));
    }

    private static void AddUnits(List<string> tokens, string main, string per)
    {
        if (tokens.Contains(main)) main = "";
        per = per == "per_" ? "" : per.EndsWith('_') ? per[..^1] : per;
        if (tokens.Contains(per)) per = "";
        if (per.Length > 0 && main.EndsWith('_')) main = main[..^1];
        if (main.Length > 0) tokens.Add(main);
        if (per.Length > 0) tokens.Add(per);
    }

    private static void Last(List<string> tokens, string token)
    {
        tokens.RemoveAll(t => t == token);
        tokens.Add(token);
    }

    /// <summary>Any name is a name here: the suffixes go behind it in their order, each once.</summary>
    private static string WithSuffixes(OtlpMetric metric)
    {
        var name = metric.Name;
        var (main, per) = UnitNamer.Suffixes(metric.Unit);
        if (IsRatio(metric)) name = Without(name, "ratio");
        if (IsCounter(metric)) name = Without(name, "total");
        if (per.Length > 0) name = Without(name, per);
        if (main.Length > 0 && !name.EndsWith(main, StringComparison.Ordinal)) name += "_" + main;
        if (per.Length > 0) name += "_" + per;
        if (IsCounter(metric)) name += "_total";
        return IsRatio(metric) ? name + "_ratio" : name;
    }

    /// <summary>The suffix goes, and the one character before it.</summary>
    private static string Without(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length + 1
            ? name[..^(suffix.Length + 1)]
            : name;

    private static string Begin(string name) =>
        name.Length > 0 && char.IsAsciiDigit(name[0]) ? "_" + name : name;

    private static List<string> Split(string name, Func<char, bool> isPart)
    {
        var parts = new List<string>();
        var from = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && isPart(name[i])) continue;
            if (i > from) parts.Add(name[from..i]);
            from = i + 1;
        }

        return parts;
    }
}
