using Hotaru.Model;

namespace Hotaru.Storage.Head;

/// <summary>The newest exemplars over all series, in memory. Thread-safe.</summary>
internal sealed class ExemplarRing(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<(HeadSeries Series, Exemplar Exemplar)> _newest = new();

    public int Count
    {
        get
        {
            lock (_lock) return _newest.Count;
        }
    }

    /// <summary>Exemplars since the start, each once.</summary>
    public long Appended { get; private set; }

    public void Add(IEnumerable<(HeadSeries Series, Exemplar Exemplar)> exemplars)
    {
        lock (_lock)
        {
            foreach (var exemplar in exemplars)
            {
                if (IsKnown_NeedsLock(exemplar)) continue;
                _newest.Enqueue(exemplar);
                Appended++;
                if (_newest.Count > capacity) _newest.Dequeue();
            }
        }
    }

    /// <summary>Exemplars of the given series in a time range, each series' in rising time.</summary>
    public IReadOnlyList<(Labels Series, IReadOnlyList<Exemplar> Exemplars)> Of(
        IReadOnlyCollection<HeadSeries> series, long minTimeMs, long maxTimeMs)
    {
        var wanted = series.ToHashSet();
        lock (_lock)
        {
            return
            [
                .. _newest
                    .Where(e => wanted.Contains(e.Series)
                        && e.Exemplar.TimestampMs >= minTimeMs && e.Exemplar.TimestampMs <= maxTimeMs)
                    .GroupBy(e => e.Series)
                    .OrderBy(g => g.Key.Labels)
                    .Select(g => (g.Key.Labels, (IReadOnlyList<Exemplar>)
                        [.. g.Select(e => e.Exemplar).OrderBy(e => e.TimestampMs)])),
            ];
        }
    }

    /// <summary>A scrape brings the same exemplar until a newer one takes its place.</summary>
    private static bool IsKnown_NeedsLock((HeadSeries Series, Exemplar Exemplar) exemplar) =>
        exemplar.Series.LastExemplar is { } last && last == exemplar.Exemplar
        || (exemplar.Series.LastExemplar = exemplar.Exemplar) is null;
}
