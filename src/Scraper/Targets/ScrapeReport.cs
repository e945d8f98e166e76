namespace Hotaru.Scraper;

/// <summary>How the last scrape of a target went; replaced whole.</summary>
public sealed record ScrapeReport(TargetHealth Health, string Error, DateTimeOffset At, TimeSpan Duration)
{
    public static readonly ScrapeReport None = new(TargetHealth.Unknown, "", default, TimeSpan.Zero);
}
