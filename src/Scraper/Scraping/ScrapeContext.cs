using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>What all scrapes share.</summary>
internal sealed record ScrapeContext(
    ISampleSink Samples, IArrivalSink Arrivals, TimeProvider Time, ILogger Log)
{
    /// <summary>Whether an address is that of a page whose samples are stored at their arrival.</summary>
    public Func<Uri, bool> IsOwnGateway { get; init; } = static _ => false;

    public ScrapeTotals Totals { get; } = new();

    public ScrapeSummaries Summaries { get; } = new();

    public DiscoveryTotals Discovery { get; } = new();
}
