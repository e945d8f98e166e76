namespace Hotaru.Model;

/// <summary>
/// What there is: series, names and values, without samples. An empty list of matcher sets means all. Times
/// are
/// inclusive milliseconds. Thread-safe.
/// </summary>
public interface ISeriesCatalog
{
    /// <summary>Label sets that match any of the matcher sets, sorted, at most limit (0: all).</summary>
    IReadOnlyList<Labels> Series(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs, int limit);

    IReadOnlyList<string> LabelNames(IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs,
        long maxTimeMs);

    IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs);

    /// <summary>What is known of metric families, by their name.</summary>
    IReadOnlyDictionary<string, MetricMetadata> Metadata { get; }

    /// <summary>Exemplars of the series that match any of the matcher sets, by series.</summary>
    IReadOnlyList<(Labels Series, IReadOnlyList<Exemplar> Exemplars)> Exemplars(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs);
}
