using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// The series of one target by the bytes they are exposed with, so that a scrape that sees the same series
/// again makes no labels. It also knows which series have ended. Used by the target's loop only.
/// </summary>
internal sealed class SeriesCache
{
    private const int Never = -1;
    private readonly Dictionary<ByteKey, CachedSeries> _series = [];
    private int _scrape;
    private int _lastGood = Never;
    private int _seen;

    public int Count => _series.Count;

    public void BeginScrape() => (_scrape, _seen) = (_scrape + 1, 0);

    public bool TryFind(ByteKey key, out CachedSeries series)
    {
        if (!_series.TryGetValue(key, out series!)) return false;
        See(series);
        return true;
    }

    public void Add(ByteKey key, CachedSeries series)
    {
        series.SeenIn = Never;
        See(series);
        _series.Add(key, series);
    }

    /// <summary>Forgets what the scrape did not see; the series that have ended go to the caller.</summary>
    public void EndGoodScrape(Action<CachedSeries> ended)
    {
        if (_seen < _series.Count)
        {
            foreach (var (key, series) in _series)
            {
                if (series.SeenIn == _scrape) continue;
                if (series.SeenIn == _lastGood && series.IsTracked) ended(series);
                _series.Remove(key);
            }
        }

        _lastGood = _scrape;
    }

    /// <summary>
    /// All series that were alive have ended; they stay known, for the target may come back.
    /// </summary>
    public void EndBadScrape(Action<CachedSeries> ended)
    {
        foreach (var series in _series.Values)
        {
            if (IsAlive(series)) ended(series);
        }

        _lastGood = Never;
    }

    /// <summary>The series that would need a stale marker if the target went away now.</summary>
    public IEnumerable<CachedSeries> Alive() => _series.Values.Where(IsAlive);

    private bool IsAlive(CachedSeries series)
    {
        if (!series.IsTracked || _lastGood == Never) return false;
        return series.SeenIn == _lastGood || (series.SeenIn == _scrape && series.WasAlive);
    }

    private void See(CachedSeries series)
    {
        if (series.SeenIn == _scrape) return;
        series.WasAlive = _lastGood != Never && series.SeenIn == _lastGood;
        series.SeenIn = _scrape;
        _seen++;
    }
}
