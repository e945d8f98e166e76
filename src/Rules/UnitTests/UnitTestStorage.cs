using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>
/// The series of one test, in memory: those given and those that rules write. For one thread.
/// </summary>
internal sealed class UnitTestStorage : ISeriesSource, ISampleSink
{
    private readonly SortedDictionary<Labels, UnitTestSeries> _series = [];

    /// <summary>Given samples after this time are not there yet.</summary>
    public long VisibleUntilMs { get; set; } = long.MinValue;

    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
    {
        var maxTimeMs = Math.Min(selection.MaxTimeMs, VisibleUntilMs);
        return new UnitTestSeriesSet([.. _series.Values.Where(s =>
            selection.Matchers.All(m => m.Matches(s.Labels))
                && s.HasSamplesIn(selection.MinTimeMs, maxTimeMs))]);
    }

    public ISampleBatch Begin() => new UnitTestBatch(this);

    public AppendOutcome Add(Labels labels, long timestampMs, double value, FloatHistogram? histogram)
    {
        if (!_series.TryGetValue(labels, out var series))
            _series[labels] = series = new UnitTestSeries(labels, this);
        return series.Add(timestampMs, value, histogram);
    }
}
