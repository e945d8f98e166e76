using System.Collections;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>The own series and those of other servers, in the order of their labels, each once.</summary>
internal sealed class MergedSet : ISeriesSet
{
    private readonly ISeriesSet _local;
    private readonly ISeries[] _series;

    public MergedSet(
        ISeriesSet local, IEnumerable<IReadOnlyList<RemoteSeries>> remote, IReadOnlyList<string> warnings)
    {
        _local = local;
        Warnings = [.. local.Warnings, .. warnings];
        var all = new SortedDictionary<Labels, ISeries>();
        foreach (var series in local) all[series.Labels] = series;
        foreach (var series in remote.SelectMany(r => r))
        {
            all[series.Labels] = all.TryGetValue(series.Labels, out var known)
                ? new MergedSeries(known, series)
                : series;
        }

        _series = [.. all.Values];
    }

    public IReadOnlyList<string> Warnings { get; }

    public int Count => _series.Length;

    public ISeries this[int index] => _series[index];

    public IEnumerator<ISeries> GetEnumerator() => ((IEnumerable<ISeries>)_series).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _local.Dispose();
}
