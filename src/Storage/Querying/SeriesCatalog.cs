using Hotaru.Model;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;

namespace Hotaru.Storage.Querying;

/// <summary>Answers about series, names and values from the index. Thread-safe.</summary>
internal sealed class SeriesCatalog(
    SeriesIndex index, MetadataTable metadata, ExemplarRing exemplars) : ISeriesCatalog
{
    public IReadOnlyDictionary<string, MetricMetadata> Metadata => metadata.All;

    public IReadOnlyList<Labels> Series(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs, int limit)
    {
        var labels = Find(sets, minTimeMs, maxTimeMs).ConvertAll(s => s.Labels);
        labels.Sort();
        return limit > 0 && labels.Count > limit ? labels[..limit] : labels;
    }

    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var series in Find(sets, minTimeMs, maxTimeMs))
        {
            foreach (var label in series.Labels) names.Add(label.Name);
        }

        return Sorted(names);
    }

    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var series in Find(sets, minTimeMs, maxTimeMs))
        {
            if (series.Labels.TryGet(name, out var value)) values.Add(value);
        }

        return Sorted(values);
    }

    public IReadOnlyList<(Labels Series, IReadOnlyList<Exemplar> Exemplars)> Exemplars(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs) =>
        exemplars.Of(Find(sets, long.MinValue, long.MaxValue), minTimeMs, maxTimeMs);

    /// <summary>The series that match any of the sets and have samples in the range, by rising id.</summary>
    public List<HeadSeries> Find(IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs)
    {
        var found = sets.Count switch
        {
            0 => index.All(),
            1 => index.Select(sets[0]),
            _ => [.. sets.SelectMany(index.Select).Distinct().OrderBy(s => s.Id)],
        };
        found.RemoveAll(s => !Overlaps(s, minTimeMs, maxTimeMs));
        return found;
    }

    public static bool Overlaps(HeadSeries series, long minTimeMs, long maxTimeMs)
    {
        lock (series) return series.MinTimeMs <= maxTimeMs && series.MaxTimeMs >= minTimeMs;
    }

    private static List<string> Sorted(HashSet<string> texts)
    {
        var sorted = texts.ToList();
        sorted.Sort(Labels.CompareText);
        return sorted;
    }
}
