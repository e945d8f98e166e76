namespace Hotaru.Scraper;

/// <summary>A form of exposition that a target is asked for.</summary>
public enum ScrapeProtocol
{
    Protobuf,
    OpenMetrics001,
    OpenMetrics100,
    Text004,
    Text100,
}
