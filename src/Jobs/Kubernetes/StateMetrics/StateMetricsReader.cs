using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Looks at the newest samples of kube-state-metrics, however they came in. A source that fell silent is
/// not one whose jobs are all gone: its last picture stays, and its jobs are judged up to that moment.
/// </summary>
internal sealed class StateMetricsReader(ISeriesSource series, string clusterLabel)
{
    /// <summary>How old the last sample of a series may be that still is there, as in PromQL.</summary>
    private const long LookbackMs = 300_000;

    private readonly Dictionary<string, (StateMetricsPage Page, long AtMs)> _clusters =
        new(StringComparer.Ordinal);
    private readonly SampleBuffer _buffer = new();
    private readonly Matcher _names = new(
        LabelNames.MetricName, MatchOperator.Regex, string.Join('|', StateMetricsPage.Readers.Keys));

    /// <summary>The picture of each cluster of which there is news.</summary>
    public IEnumerable<(string Cluster, WorkloadPicture Picture)> Read(
        DateTimeOffset now, CancellationToken cancellation)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var found =
            new Dictionary<string, List<(Labels Labels, long AtMs, double Value)>>(StringComparer.Ordinal);
        using var set = series.Select(
            new SeriesSelection([_names], nowMs - LookbackMs, nowMs), cancellation);
        foreach (var one in set)
        {
            one.Read(nowMs - LookbackMs, nowMs, _buffer);
            if (_buffer.Count == 0) continue;
            var (at, value) = (_buffer.Timestamps[^1], _buffer.Values[^1]);
            if (StaleMarker.Is(value)) continue;
            var cluster = clusterLabel.Length > 0 ? one.Labels[clusterLabel] : "";
            if (!found.TryGetValue(cluster, out var samples)) found[cluster] = samples = [];
            samples.Add((one.Labels, at, value));
        }

        return found.Select(entry => (entry.Key, Picture(entry.Key, entry.Value)))
            .Where(entry => entry.Item2 is not null).Select(entry => (entry.Key, entry.Item2!)).ToList();
    }

    private WorkloadPicture? Picture(string cluster, List<(Labels Labels, long AtMs, double Value)> samples)
    {
        var newest = samples.Max(sample => sample.AtMs);
        if (!_clusters.TryGetValue(cluster, out var known)) known = (new StateMetricsPage(clusterLabel), 0);
        if (newest <= known.AtMs) return null;
        _clusters[cluster] = (known.Page, newest);
        foreach (var (labels, _, value) in samples) known.Page.Add(labels, value);
        return known.Page.Take(DateTimeOffset.FromUnixTimeMilliseconds(newest));
    }
}
