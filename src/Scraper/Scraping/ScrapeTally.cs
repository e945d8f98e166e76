namespace Hotaru.Scraper;

/// <summary>What one scrape brought; becomes the scrape_* series.</summary>
internal struct ScrapeTally
{
    /// <summary>scrape_samples_scraped.</summary>
    public int Scraped;

    /// <summary>scrape_samples_post_metric_relabeling.</summary>
    public int Kept;

    /// <summary>scrape_series_added.</summary>
    public int Added;

    /// <summary>Bytes after decompression; -1 where the limit was exceeded.</summary>
    public long BodyBytes;

    public int OutOfOrder;
    public int Duplicate;
    public int OutOfBounds;
    public int TooManySeries;
}
