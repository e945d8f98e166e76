using Hotaru.Model;

namespace Hotaru.Testing;

/// <summary>
/// Samples in memory behind the sink, source and catalogue seams, for rooms that need data and no storage. It
/// takes samples of a series in rising time only.
/// </summary>
public sealed class MemorySeries : ISampleSink, ISeriesSource, ISeriesCatalog
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Labels, MemoryOneSeries> _series = [];
    private readonly Dictionary<string, MetricMetadata> _metadata = new(StringComparer.Ordinal);

    /// <summary>What was committed beside samples, in order.</summary>
    public List<StoreBatch> Also { get; } = [];

    public IReadOnlyDictionary<string, MetricMetadata> Metadata
    {
        get
        {
            lock (_lock) return new Dictionary<string, MetricMetadata>(_metadata);
        }
    }

    /// <summary>Every commit fails with this from now on, until it is null again.</summary>
    public void FailNextCommits(string? why) => Failure = why;

    internal string? Failure { get; private set; }

    internal Task Hold { get; private set; } = Task.CompletedTask;

    private TaskCompletionSource _held = new();

    /// <summary>Commits wait from now on until <see cref="LetCommitsGo"/>.</summary>
    public void HoldCommits()
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Hold = _held.Task;
    }

    public void LetCommitsGo() => _held.SetResult();

    public ISampleBatch Begin() => new MemoryBatch(this);

    public void Add(Labels labels, long timestampMs, double value, long startMs = 0) =>
        Of(labels).Points.Add(new MemoryPoint(timestampMs, value, null, startMs));

    public void Add(Labels labels, long timestampMs, FloatHistogram histogram, long startMs = 0) =>
        Of(labels).Points.Add(new MemoryPoint(timestampMs, double.NaN, histogram, startMs));

    public void Clear()
    {
        lock (_lock) _series.Clear();
    }

    /// <summary>The float samples of one series, for assertions.</summary>
    public IReadOnlyList<Sample> Samples(Labels labels)
    {
        lock (_lock)
        {
            return _series.TryGetValue(labels, out var series)
                ? [.. series.Points.Select(p => new Sample(p.TimestampMs, p.Value))]
                : [];
        }
    }

    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return new MemorySet([.. _series.Values.Where(s =>
                selection.Matchers.All(m => m.Matches(s.Labels))
                && s.HasPointsIn(selection.MinTimeMs, selection.MaxTimeMs))]);
        }
    }

    public IReadOnlyList<Labels> Series(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs, int limit)
    {
        lock (_lock)
        {
            var found = _series.Values
                .Where(s => sets.Count == 0 || sets.Any(set => set.All(m => m.Matches(s.Labels))))
                .Where(s => s.HasPointsIn(minTimeMs, maxTimeMs))
                .Select(s => s.Labels);
            return [.. limit > 0 ? found.Take(limit) : found];
        }
    }

    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs) =>
        [.. Series(sets, minTimeMs, maxTimeMs, 0).SelectMany(l => l.Select(x => x.Name)).Distinct()
            .Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs) =>
        [.. Series(sets, minTimeMs, maxTimeMs, 0).Where(l => l.Has(name)).Select(l => l[name]).Distinct()
            .Order(StringComparer.Ordinal)];

    public IReadOnlyList<(Labels Series, IReadOnlyList<Exemplar> Exemplars)> Exemplars(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs)
    {
        lock (_lock)
        {
            return [.. _series.Values
                .Where(s => s.Exemplars.Count > 0 && sets.Any(set => set.All(m => m.Matches(s.Labels))))
                .Select(s => (s.Labels, (IReadOnlyList<Exemplar>)[.. s.Exemplars]))];
        }
    }

    internal void Describe(string family, MetricMetadata metadata)
    {
        lock (_lock) _metadata[family] = metadata;
    }

    internal MemoryOneSeries Of(Labels labels)
    {
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out var series))
                _series[labels] = series = new MemoryOneSeries(labels);
            return series;
        }
    }
}
