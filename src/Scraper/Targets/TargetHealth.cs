namespace Hotaru.Scraper;

/// <summary>What the last scrape said of a target.</summary>
public enum TargetHealth
{
    /// <summary>Not scraped yet.</summary>
    Unknown,
    Up,
    Down,
}
