using System.Globalization;

namespace Hotaru.Promql;

/// <summary>
/// The warnings and infos of a query, each text once with the place where it was last seen. Thread-safe.
/// </summary>
internal sealed class AnnotationSet
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TextRange> _plain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MonotonicityFix> _fixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TextRange At, int Count)> _overlaps = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _storage = new(StringComparer.Ordinal);

    public void Warn(TextRange at, string text) => Add("PromQL warning: " + text, at);

    public void Inform(TextRange at, string text) => Add("PromQL info: " + text, at);

    /// <summary>A warning of the storage, which has no place.</summary>
    public void AddStorageWarning(string text)
    {
        lock (_lock) _storage.Add(text);
    }

    /// <summary>
    /// Classic buckets whose counts fell and were mended; told once with how far and how often.
    /// </summary>
    public void InformOfFix(TextRange at, string metricName, MonotonicityFix fix)
    {
        var text = "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see "
            + "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                + ForName(metricName);
        lock (_lock) _fixes[text] = _fixes.TryGetValue(text, out var before) ? before.With(fix, at)
            : fix with { At = at };
    }

    public void WarnOfStartOverlap(TextRange at, string metricName)
    {
        var text = "PromQL warning: sample has start time that overlaps with previous sample timestamp "
            + $"for metric {Go.Quote(metricName)}";
        lock (_lock) _overlaps[text] = (at, _overlaps.GetValueOrDefault(text).Count + 1);
    }

    /// <summary>The end of a text that names the metric, where it is known.</summary>
    public static string ForName(string metricName) =>
        metricName.Length == 0 ? "" : $" for metric name {Go.Quote(metricName)}";

    /// <param name="source">The text of the query; without it no places are told.</param>
    public (IReadOnlyList<string> Warnings, IReadOnlyList<string> Infos) Render(string source)
    {
        lock (_lock)
        {
            var all = new List<string>();
            foreach (var (text, at) in _plain) all.Add(text + Place(at, source));
            foreach (var (text, fix) in _fixes) all.Add(text + fix.Describe() + Place(fix.At, source));
            foreach (var (text, (at, count)) in _overlaps)
            {
                var often = count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({count} occurrences)")
                    : "";
                all.Add(text + often + Place(at, source));
            }

            all.Sort(StringComparer.Ordinal);
            var infos = all.Where(t => t.StartsWith("PromQL info", StringComparison.Ordinal)).ToList();
            var warnings = all.Where(t => t.StartsWith("PromQL warning", StringComparison.Ordinal)).ToList();
            warnings.AddRange(_storage);
            return (warnings, infos);
        }
    }

    private static string Place(TextRange at, string source)
    {
        if (source.Length == 0) return "";
        var (line, column) = at.Place(source);
        return string.Create(CultureInfo.InvariantCulture, $" ({line}:{column})");
    }

    private void Add(string text, TextRange at)
    {
        lock (_lock) _plain[text] = at;
    }
}
