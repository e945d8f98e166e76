using Hotaru.Model;
using Hotaru.Storage.Index;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage.Head;

/// <summary>What batches need to bring samples into the head. Thread-safe.</summary>
internal sealed class HeadAppender(
    StorageModel model, AppendRules rules, IStore store, SeriesIndex index, MetadataTable metadata,
    JournalWriter journal, DirtyList dirty, ExemplarRing exemplars, StorageMetrics metrics)
{
    private long _latestMs = long.MinValue;
    private long _samples;

    public AppendRules Rules => rules;

    public IStore Store => store;

    public MetadataTable Metadata => metadata;

    public JournalWriter Journal => journal;

    public ExemplarRing Exemplars => exemplars;

    public StorageMetrics Metrics => metrics;

    /// <summary>The newest time of any sample; <see cref="long.MinValue"/> before the first.</summary>
    public long LatestMs => Interlocked.Read(ref _latestMs);

    /// <summary>Samples in memory that are not sealed.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    public HeadSeries? Find(ref SeriesReference reference, Labels labels, out AppendOutcome outcome)
    {
        outcome = AppendOutcome.Accepted;
        if (index.Find(reference) is { IsRemoved: false } known) return known;
        var series = index.Find(labels);
        if (series is null)
        {
            if (!rules.AreValid(labels))
            {
                outcome = AppendOutcome.InvalidLabels;
                return null;
            }

            series = index.Add(labels, model.MaxSeries, out var isNew);
            if (isNew) metrics.SeriesCreated();
        }

        if (series is null) outcome = AppendOutcome.TooManySeries;
        else reference = series.Reference;
        return series;
    }

    public AppendOutcome Check(
        HeadSeries series, long timeMs, double value, FloatHistogram? histogram, long nowMs)
    {
        if (!rules.IsInBounds(timeMs, nowMs)) return AppendOutcome.OutOfBounds;
        lock (series)
        {
            if (series.LastTimeMs > nowMs + rules.FutureMs && timeMs < series.LastTimeMs)
            {
                // What is there came while the clock was ahead; it must not shut out what is true now.
                series.Restart_NeedsLock();
                journal.RequestSnapshot();
            }

            return series.Check_NeedsLock(timeMs, value, histogram, rules.WindowMs);
        }
    }

    public void Apply(ReadOnlySpan<PendingSample> samples, long latestMs)
    {
        var refused = 0;
        foreach (ref readonly var sample in samples)
        {
            var series = sample.Series;
            lock (series)
            {
                var outcome = series.Check_NeedsLock(
                    sample.TimeMs, sample.Value, sample.Histogram, rules.WindowMs);
                if (outcome != AppendOutcome.Accepted || series.IsRemoved)
                {
                    refused++;
                    continue;
                }

                series.Append_NeedsLock(sample.TimeMs, sample.Value, sample.Histogram, sample.StartMs);
                if (series.IsDirty) continue;
                series.IsDirty = true;
                dirty.Add(series);
            }
        }

        Count(samples.Length - refused, refused, latestMs);
    }

    public void Count(int accepted, int refused, long latestMs)
    {
        Interlocked.Add(ref _samples, accepted);
        metrics.Appended(accepted, refused);
        Advance(latestMs);
    }

    public void Advance(long latestMs)
    {
        var known = LatestMs;
        while (latestMs > known)
        {
            var seen = Interlocked.CompareExchange(ref _latestMs, latestMs, known);
            if (seen == known) return;
            known = seen;
        }
    }

    public void Sealed(long samples) => Interlocked.Add(ref _samples, -samples);
}
