using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// What is known of a series by the bytes it was exposed with. Without labels: relabeling drops it.
/// </summary>
internal sealed class CachedSeries(Labels? labels)
{
    private SeriesReference _reference;

    public Labels? Labels { get; } = labels;

    public ref SeriesReference Reference => ref _reference;

    /// <summary>The scrape that saw it last.</summary>
    public int SeenIn { get; set; }

    /// <summary>Whether its end is told by a stale marker: not where it brings its own timestamps.</summary>
    public bool IsTracked { get; set; }

    /// <summary>Whether it was alive before the scrape that saw it last.</summary>
    public bool WasAlive { get; set; }
}
