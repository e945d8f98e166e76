using Hotaru.Model;
using Hotaru.Storage.Head;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Puts series into an entry by rising id: those with new samples in memory and those with waiting ones.
/// </summary>
internal static class JournalMerge
{
    /// <param name="samples">By rising series id and time.</param>
    public static void Add(
        JournalEntryWriter entry, int keyframe, ArraySegment<HeadSeries> marked, List<PendingSample> samples,
        SampleBuffer scratch, List<HeadSeries> unstored)
    {
        int i = 0, j = 0;
        while (i < marked.Count || j < samples.Count)
        {
            var series = j == samples.Count || (i < marked.Count && marked[i].Id <= samples[j].Series.Id)
                ? marked[i] : samples[j].Series;
            lock (series)
            {
                while (i < marked.Count && marked[i] == series) i++;
                series.IsDirty = false;
                var after = series.JournalState.TimeMs;
                if ((j == samples.Count || samples[j].Series != series)
                    && series.TryTailNewer_NeedsLock(after, out var times, out var values))
                {
                    if (times.Length > 0)
                        entry.Add(series.Id, ref series.JournalState, keyframe, times, values);
                }
                else
                {
                    series.CopyNewer_NeedsLock(after, scratch);
                    for (; j < samples.Count && samples[j].Series == series; j++) AddTo(scratch, samples[j]);
                    Write_NeedsLock(entry, keyframe, series, scratch);
                }

                for (var late = series.JournaledLate; late < series.LateCount_NeedsLock; late++)
                    Write(entry, series.Late_NeedsLock(late));
                series.JournaledLate = series.LateCount_NeedsLock;
            }

            if (!series.IsStored) unstored.Add(series);
        }
    }

    public static void AddUnsealed_NeedsLock(
        JournalEntryWriter entry, int keyframe, HeadSeries series, long sealedBelowMs, SampleBuffer scratch)
    {
        series.IsDirty = false;
        series.CopyUnsealed_NeedsLock(sealedBelowMs, scratch);
        series.JournaledLate = series.LateCount_NeedsLock;
        if (scratch.Count > 0) Write_NeedsLock(entry, keyframe, series, scratch);
        // After the clock was set back the newest of the late samples is not where the order goes on.
        series.JournalState.TimeMs = series.LastTimeMs;
    }

    private static void Write_NeedsLock(
        JournalEntryWriter entry, int keyframe, HeadSeries series, SampleBuffer samples)
    {
        if (samples.Count == 0) return;
        if (!samples.HasHistograms && !samples.HasStarts)
        {
            entry.Add(series.Id, ref series.JournalState, keyframe, samples.Timestamps, samples.Values);
            return;
        }

        for (var i = 0; i < samples.Count; i++)
        {
            var histogram = samples.HasHistograms ? samples.Histograms[i] : null;
            var start = samples.HasStarts ? samples.StartTimestamps[i] : 0;
            entry.AddOther(series.Id, samples.Timestamps[i], samples.Values[i], histogram, start);
        }

        series.JournalState.TimeMs = Math.Max(series.JournalState.TimeMs, samples.Timestamps[^1]);
    }

    private static void Write(JournalEntryWriter entry, PendingSample sample) => entry.AddOther(
        sample.Series.Id, sample.TimeMs, sample.Value, sample.Histogram, sample.StartMs);

    private static void AddTo(SampleBuffer buffer, PendingSample sample)
    {
        if (sample.Histogram is null) buffer.Add(sample.TimeMs, sample.Value, sample.StartMs);
        else buffer.Add(sample.TimeMs, sample.Histogram, sample.StartMs);
    }
}
