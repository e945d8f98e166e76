using Hotaru.Model;
using Hotaru.Storage.Head;

namespace Hotaru.Storage.Journal;

/// <summary>Samples on their way through the journal to memory.</summary>
internal static class PendingSamples
{
    /// <summary>
    /// Keeps the place of each sample in its series, by rising id; those that lost it to newer ones are left
    /// out.
    /// </summary>
    public static List<PendingSample> Reserve(List<JournalRequest> group, long windowMs)
    {
        var kept = new List<PendingSample>();
        foreach (var request in group)
        {
            foreach (ref readonly var sample in request.Samples.AsSpan())
            {
                var series = sample.Series;
                lock (series)
                {
                    var outcome = series.Check_NeedsLock(
                        sample.TimeMs, sample.Value, sample.Histogram, windowMs);
                    if (outcome != AppendOutcome.Accepted)
                    {
                        request.Refused++;
                        continue;
                    }

                    series.ReservedTimeMs = Math.Max(series.ReservedTimeMs, sample.TimeMs);
                }

                kept.Add(sample);
            }
        }

        // Stable, so that samples of one series stay in rising time.
        return kept.Count < 2 ? kept : [.. kept.OrderBy(s => s.Series.Id)];
    }

    /// <summary>Makes samples that are on disk visible.</summary>
    public static void Apply(List<PendingSample> kept, DirtyList dirty)
    {
        foreach (var sample in kept)
        {
            var series = sample.Series;
            lock (series)
            {
                // Where a newer sample came in between it is late now, and the next entry says so.
                if (sample.TimeMs <= series.LastTimeMs && !series.IsDirty)
                {
                    series.IsDirty = true;
                    dirty.Add(series);
                }

                series.Append_NeedsLock(sample.TimeMs, sample.Value, sample.Histogram, sample.StartMs);
                if (series.ReservedTimeMs <= sample.TimeMs) series.ReservedTimeMs = long.MinValue;
            }
        }
    }

    public static void Release(List<PendingSample> kept)
    {
        foreach (var sample in kept)
        {
            var series = sample.Series;
            lock (series) series.ReservedTimeMs = long.MinValue;
        }
    }
}
