namespace Hotaru.Scraper;

/// <summary>A scrape failed; the message is what the target's last error shows.</summary>
internal sealed class ScrapeException(string message, Exception? inner = null) : Exception(message, inner);
